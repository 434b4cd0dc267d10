"""A generated collection and questions to it: words as frequent as in real text, every kind of question."""

import random

from indexer.engines.query import Filter, Phrase, Query, Range, Words

VOCABULARY, GRAMS, TOPICS = 4000, 6000, 60


class Collection:
    """Documents and queries from one seed; the same seed gives the same ones everywhere."""

    def __init__(self, seed):
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret

    def documents(self, count, prefix="r"):
        for number in range(count):
            yield f"{prefix}{number:06d}", self.fields()

    def fields(self):
        text = self.words(self._random.randint(20, 120))
        return {
            "kind": self._random.choice(("practice", "offering", "need")),
            "land": f"land{self.skewed(16)}",
            "size": f"größe{self._random.randrange(4)}",
            "topic": [f"thema{self.skewed(TOPICS)}" for _ in range(self._random.randrange(4))],
            "alles": " ".join(text),
            "titel": " ".join(text[:6]),
            "themen": " ".join(text[:3]),
            "gramm": " ".join(f"g{self.skewed(GRAMS)}" for _ in range(len(text))),
            "folge": " ".join(text),
            "lat": [50 + self._random.random() for _ in range(self._random.randrange(3))],
            "lon": [8 + self._random.random()],
            "changed": self._random.randrange(50),
        }

    def query(self):
        return Query(
            words=self._asked() if self._random.random() < 0.9 else (),
            phrases=self._phrases(),
            scope=tuple(self._filters(0.3)),
            ranges=(Range("lat", 50.2, 50.9),) if self._random.random() < 0.1 else (),
            chosen=tuple(self._filters(0.3)),
            facets=("kind", "topic", "size", "land"),
            sort="changed" if self._random.random() < 0.5 else None,
            size=200,
        )

    def words(self, count):
        return [f"w{self.skewed(VOCABULARY)}" for _ in range(count)]

    def skewed(self, count):
        """A number below count; small ones come most often, as Zipf found for words."""
        return min(int(count ** self._random.random()) - 1, count - 1)

    def _asked(self):
        tokens = tuple(
            (token, 1 + self._random.random()) for token in self.words(self._random.choice((1, 2, 3, 6, 20)))
        )
        grams = tuple((f"g{self.skewed(GRAMS)}", 1.0) for _ in range(self._random.choice((0, 5, 60))))
        fields = (
            Words("alles", tokens),
            Words("titel", tokens, 2.0),
            Words("themen", tokens),
            Words("gramm", grams, 0.3),
        )
        return fields[: self._random.choice((1, 2, 4))]

    def _phrases(self):
        if self._random.random() > 0.1:
            return ()
        return (Phrase("folge", tuple(self.words(self._random.choice((1, 2))))),)

    def _filters(self, share):
        for field, values in (
            ("kind", ("need", "practice")),
            ("land", ("land0", "land1", "land3")),
            ("size", ("größe1",)),
        ):
            if self._random.random() < share:
                yield Filter(field, values)
