from matcher.weights import WEIGHTS, weight_table


def test_every_weight_has_its_reason_and_its_measured_gain() -> None:
    for weight in weight_table():
        assert weight.reason.endswith(".")
        assert weight.gain
        assert 0 < weight.value <= 1


def test_the_table_is_complete() -> None:
    assert WEIGHTS.meaning in weight_table()


def test_a_component_can_be_switched_off() -> None:
    off = WEIGHTS.without("meaning", "topics")
    assert off.meaning.value == off.topics.value == 0
    assert off.letters == WEIGHTS.letters
