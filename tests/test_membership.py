import numpy as np
import pytest

from index.membership import Wanted


@pytest.mark.parametrize("kind", [np.uint32, np.uint64])
@pytest.mark.parametrize("most_bits", [3, 24])
def test_wanted_values_are_found_where_comparing_each_with_each_finds_them(
    kind: type[np.unsignedinteger], most_bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.membership._MOST_BITS", most_bits)
    drawn = np.random.default_rng(0)
    highest = np.iinfo(kind).max
    many = np.concatenate([drawn.integers(0, 300, 500, dtype=kind), np.array([0, highest, highest - 1], dtype=kind)])
    for few in ([], [highest], drawn.integers(0, 300, 40).tolist()):
        wanted = Wanted(np.array(few, dtype=kind))
        places = wanted.places_in(many)
        assert places.tolist() == [i for i, value in enumerate(many.tolist()) if value in few]
        assert wanted.values[wanted.numbers_of(many[places])].tolist() == many[places].tolist()
