"""What bench/speed.py and bench/life.py count and make."""

from pathlib import Path
from random import Random

from bench.life import SEED
from bench.speed import INNER, LAYERS, WIDTH, operations, shown
from bench.synthetic import article, article_paths, write_articles


def test_operations_are_those_of_each_product_counted_one_by_one() -> None:
    tokens = 7
    linear = [(WIDTH, WIDTH)] * 4 + [(WIDTH, INNER), (INNER, WIDTH)]
    products = [(tokens, inner, outer) for inner, outer in linear] + [(tokens, WIDTH, tokens), (tokens, tokens, WIDTH)]
    assert operations(tokens) == LAYERS * sum(2 * rows * inner * outer for rows, inner, outer in products)


def test_figures_show_their_median_and_span() -> None:
    assert shown([3.0, 1.0, 2.5], "ms") == "2.5 ms (1.0 to 3.0)"


def test_the_same_numbers_make_the_same_articles_each_unlike_the_others(tmp_path: Path) -> None:
    write_articles(tmp_path, range(998, 1003), SEED)
    texts = [path.read_text("utf-8") for path in article_paths(tmp_path, range(998, 1003))]
    assert len(set(texts)) == 5 and sorted(path.name for path in tmp_path.iterdir()) == ["000", "001"]
    assert texts[0] == article(Random(SEED * 10_000_019 + 998), 998)
