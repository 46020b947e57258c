"""Bearers as printed, as of the document's date, as of today; classes closed or as their members."""

import pytest

from graph.folder.files import write
from graph.store.index import open_index
from graph.store.views import seen
from queries.gallery import ask, question
from queries.pictures.picture import picture
from queries.why import why

SHANXI = {"level": "province", "region": "140000"}
AGRICULTURE = {"agency_id": "agriculture.province.140000.0", "function": "agriculture", **SHANXI}
RURAL = {"agency_id": "agriculture.province.140000.2018", "function": "agriculture", **SHANXI}
TOURISM = {"agency_id": "tourism.province.140000.0", "function": "tourism", **SHANXI}
CITIES = {"level": "prefecture", "region": "140000", "match": "collective"}
DATONG = {"level": "county", "region": "140227"}


def plan(new_plan, id, issued, *tasks):
    made = new_plan(id, title=f"{issued}年分工", jurisdiction="山西省", level="province", issued=issued)
    for n, bearers in enumerate(tasks, 1):
        made.task(str(n), f"第{n}项工作。", "、".join(bearer[0] for bearer in bearers), bearers=bearers)
    return made.document()


@pytest.fixture(scope="module")
def index(tmp_path_factory, new_plan):
    early = plan(
        new_plan,
        "early",
        "2015",
        [
            ("省农业厅", "山西省农业厅", "agency", "lead", AGRICULTURE),
            ("省旅游局", "山西省旅游局", "agency", "lead", TOURISM),
        ],
        [("农业厅", "山西省农业厅", "agency", "joint", AGRICULTURE)],
        [("各市人民政府", "山西省各市人民政府", "collective", "joint", CITIES)],
        [
            ("相关市人民政府", "山西省相关市人民政府", "collective", "joint", CITIES),
            ("大同县人民政府", "山西省大同县人民政府", "government", "joint", DATONG),
        ],
    )
    late = plan(new_plan, "late", "2020", [("省农业农村厅", "山西省农业农村厅", "agency", "lead", RURAL)])
    folder = tmp_path_factory.mktemp("views") / "kg"
    write(folder, [(early, ""), (late, "")], rules="test")
    return open_index(folder)


def tasks(index, **given):
    return {row["bearer"]: row["tasks"] for row in ask(index, "agencies-by-role", given).records()}


def test_as_of_the_documents_date_a_renamed_body_is_two(index):
    found = tasks(index)
    assert (found["山西省农业厅"], found["山西省农业农村厅"], found["山西省大同县人民政府"]) == (2, 1, 1)
    assert found == tasks(index, view="dated", members="no")


def test_as_of_today_one_that_became_one_is_one(index):
    found = tasks(index, view="today")
    assert (found["山西省农业农村厅"], found["山西省云州区人民政府"], found["山西省旅游局"]) == (3, 1, 1)
    assert not {"山西省农业厅", "山西省大同县人民政府", "山西省文化和旅游厅"} & set(found)


def test_as_of_today_the_answer_says_what_it_could_not_carry(index):
    (note,) = (n for n in ask(index, "agencies-by-role", {"view": "today"}).notes if "today" in n.en)
    assert "山西省旅游局: merge of 2018-10, 山西省文化和旅游厅" in note.en and "今日无单一对应" in note.zh
    assert not any("today" in note.en for note in ask(index, "agencies-by-role").notes)


def test_as_printed_each_way_to_call_a_body_is_one(index):
    found = tasks(index, view="printed")
    assert (found["省农业厅"], found["农业厅"], found["省农业农村厅"]) == (1, 1, 1)
    assert "山西省农业厅" not in found


def test_a_name_of_the_past_is_found_as_of_today(index):
    keys = [
        row["document"] for row in ask(index, "agency-tasks", {"agency": "山西省农业厅", "view": "today"}).records()
    ]
    assert len(keys) == 3


def test_members_stand_in_the_place_of_a_closed_class_only(index):
    found = tasks(index, members="yes")
    assert {name for name in found if name.endswith("市人民政府") and "相关" not in name} == {
        f"山西省{city}市人民政府"
        for city in ("太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城", "忻州", "临汾", "吕梁")
    }
    assert found["山西省相关市人民政府"] == 1 and "山西省各市人民政府" not in found


def test_the_answer_says_whether_classes_stand_closed_or_as_members(index):
    (closed,) = ask(index, "agencies-by-role").notes
    assert closed.en.startswith(
        "Classes of bearers stand closed, each as one: 山西省各市人民政府、山西省相关市人民政府"
    )
    (expanded,) = ask(index, "agencies-by-role", {"members": "yes"}).notes
    assert (
        "山西省各市人民政府 (2015: 11)" in expanded.en
        and "open, and left as they are: 山西省相关市人民政府" in expanded.en
    )


def test_a_members_tasks_are_those_of_its_classes(index):
    given = {"agency": "山西省大同市人民政府", "members": "yes"}
    assert [row["key"] for row in ask(index, "agency-tasks", given).records()] == ["3"]


def test_a_pair_of_members_co_leads(index):
    rows = ask(index, "co-leads", {"members": "yes", "kind": "government"}).records()
    assert {row["bearer"]: row["partners"] for row in rows}["山西省大同市人民政府"] == 10


def test_a_regions_duties_by_class_are_those_of_its_year(index):
    def through(region):
        return {(row["through"], row["key"]) for row in ask(index, "region-duties", {"region": region}).records()}

    assert through("山西省大同市") == {("collective", "3"), ("open", "4")}
    assert through("山西省大同县") == {("named", "4")}


@pytest.mark.parametrize("view", ["printed", "today"])
def test_the_words_behind_a_bearer_of_any_view(index, view):
    for row in ask(index, "agencies-by-role", {"view": view, "members": "yes"}).records():
        assert {fact["source"] for fact in why(index, str(row["id"]))} <= {"early.txt", "late.txt"}


def test_a_question_without_bearers_takes_no_view():
    takes = {name: {one.name for one in question(name).header.parameters} for name in ("brokers", "ledger", "co-leads")}
    assert [{"view", "members"} <= takes[name] for name in ("brokers", "co-leads", "ledger")] == [True, True, False]


def test_pictures_show_the_same_views(index):
    drawn = picture(seen(index, "today"), "tasks").graph
    assert "山西省云州区人民政府" in {data["zh"] for _, data in drawn.nodes(data=True)}
