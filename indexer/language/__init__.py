"""The language rooms: from German text to tokens that both engines and every reason share."""
