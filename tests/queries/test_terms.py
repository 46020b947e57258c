"""Words that set documents apart, on two small documents whose counts are known."""

from math import log

from queries.gallery import ask


def test_words_are_weighed_by_use_and_by_how_few_documents_use_them(built, writer):
    first, second = writer("a", title="甲"), writer("b", title="乙")
    first.task("1", "建设学校。")
    first.task("2", "扩建学校，加强督导。")
    second.task("1", "加强督导，培训教师。")
    index = built([first.document(), second.document()])
    rows = {(row[0], row[1]): row[2:] for row in ask(index, "terms", {"limit": "9"}).rows}
    weighed = rows["甲", "学校"]
    assert weighed[:3] == (2, 2, round(2 * log(2), 2)) and weighed[3] == "task/a/1"
    assert rows["甲", "督导"][2] == 0.0  # both documents use it
    assert rows["乙", "教师"][:2] == (1, 1)


def test_one_document_is_asked_about_by_its_id(built, writer):
    first, second = writer("a", title="甲"), writer("b", title="乙")
    first.task("1", "建设学校。")
    second.task("1", "培训教师。")
    index = built([first.document(), second.document()])
    words = [row[1] for row in ask(index, "terms", {"document": "b"}).rows]
    assert "教师" in words and "学校" not in words
