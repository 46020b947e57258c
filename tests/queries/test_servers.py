"""The same questions through the index, the Oxigraph server and Virtuoso; publishing; serving; queries out of bounds.

Both servers are real and listen on this machine alone. Virtuoso is Debian's virtuoso-opensource-7.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from graph.folder.manifest import manifest
from graph.store.endpoint import Endpoint
from graph.store.index import open_index, remote
from graph.store.publish import Store, publish
from ontology.errors import GraphError, QuestionError
from ontology.terms import PK
from policykg import build, main
from queries.gallery import ask, questions
from queries.serving.engines import LOOPBACK as HOST
from queries.serving.engines import Bounds
from queries.serving.examples import examples
from queries.serving.front import LONGEST
from queries.serving.server import served
from queries.sparql import answer

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/policykg/')) }"


def free_port():
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


@contextmanager
def running(command, home, folder):
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(600):
            assert process.poll() is None, (folder / "log").read_text("utf-8", "replace")
            try:
                urlopen(home, timeout=1).close()
                break
            except (URLError, OSError):
                time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    """A server that takes graphs."""
    if OXIGRAPH is None:
        pytest.skip("no Oxigraph server here: pip install oxigraph")
    home = f"{HOST}:{free_port()}"
    folder = tmp_path_factory.mktemp("oxigraph")
    command = [OXIGRAPH, "serve", "--location", "db", "--bind", home, "--union-default-graph"]
    with running(command, f"http://{home}/", folder):
        yield Store(f"http://{home}/store", Endpoint(f"http://{home}/query"))


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here: apt-get install virtuoso-opensource-7")
    folder, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free_port(), http=http))
    home = f"http://{HOST}:{http}"
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], f"{home}/sparql", folder):
        yield Store(f"{home}/sparql-graph-crud-auth", Endpoint(f"{home}/sparql"), "dba", "dba")


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request):
    return request.getfixturevalue(request.param)


def total(store):
    return int(next(iter(store.endpoint.rows(COUNT)))["n"].value)


# Publishing


def test_publishing_goes_on_where_it_was_and_follows_changes(store, small_folder):
    listed = manifest(small_folder)
    first = publish(listed, store)
    graphs = {q.graph_name.value for q in open_index(small_folder).store} | {"https://w3id.org/policykg/id/links"}
    assert (set(first.sent), first.kept) == (graphs, ())
    assert total(store) == len(open_index(small_folder).store) + len(first.sent)  # each with its digest
    assert publish(listed, store) == (type(first))((), first.sent, ())

    store.opener().open(_request("DELETE", store, first.sent[0])).close()  # as if the run had broken off before it
    again = publish(listed, store)
    assert (again.sent, set(again.kept)) == ((first.sent[0],), set(first.sent[1:]))

    store.opener().open(
        _request("PUT", store, "https://w3id.org/policykg/id/document/gone", b"<a:a> <a:b> <a:c> .")
    ).close()
    assert publish(listed, store).dropped == ("https://w3id.org/policykg/id/document/gone",)
    assert total(store) == len(open_index(small_folder).store) + len(first.sent)


def _request(method, store, graph, content=None):
    from urllib.parse import quote

    return Request(
        f"{store.url}?graph={quote(graph, safe='')}", content, {"Content-Type": "text/turtle"}, method=method
    )


def test_a_store_that_refuses_or_is_not_there_is_said(virtuoso, small_folder):
    virtuoso.opener().open(_request("PUT", virtuoso, "https://w3id.org/policykg/id/document/note", b"")).close()
    with pytest.raises(GraphError, match=r"refuses PUT .*401.*POLICYKG_PASSWORD"):
        publish(manifest(small_folder), Store(virtuoso.url, virtuoso.endpoint, "dba", "wrong"))
    with pytest.raises(QuestionError, match="cannot be reached"):
        publish(manifest(small_folder), Store("http://127.0.0.1:9/", Endpoint("http://127.0.0.1:9/")))


# The same rows


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The graph of the corpus, and of the sample, which the questions' examples name.

    Of the national plan only the sample's: of one that is there twice, nobody knows which of the two is carried out.
    """
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout (../shared/corpus)")
    folder = tmp_path_factory.mktemp("corpus") / "kg"
    texts = [path for path in sorted(CORPUS.glob("*.txt")) if path.stem != "national-2019-vocational-reform"]
    build([*texts, ROOT / "loaders" / "sample"], folder)
    return open_index(folder)


@pytest.fixture(scope="module")
def published(request, corpus):
    def made(name):
        store = request.getfixturevalue(name)
        publish(corpus.manifest, store)
        return remote(store.endpoint.url)

    return made


def given(question, index):
    """Nothing but what must be given, and beside it the example of one document or region."""
    least = {one.name: one.example for one in question.header.parameters if one.default is None}
    yield least
    for one in question.header.parameters:
        if one.type in ("document", "region") and one.default is not None:
            yield least | {one.name: one.example}


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
@pytest.mark.parametrize("name", questions())
def test_each_question_has_the_same_rows_on_each_server(published, corpus, server, name):
    index, asked = published(server), 0
    for values in given(questions()[name], corpus):
        try:
            expected = ask(corpus, name, values)
        except QuestionError:
            continue  # the graph has no such thing
        found = ask(index, name, values)
        asked += bool(expected.rows)
        if server == "oxigraph":
            assert found.rows == expected.rows
        else:  # Virtuoso orders Chinese by rules of its own
            assert sorted(map(repr, found.rows)) == sorted(map(repr, expected.rows))
    assert asked


def test_a_value_is_a_value_whatever_it_says(oxigraph, small_folder):
    """What would end a string or a query in the text is a term's own characters."""
    publish(manifest(small_folder), oxigraph)
    index = remote(oxigraph.endpoint.url)
    hostile = ['" } DELETE { ?s ?p ?o', "教师\\", "'''", '"""', "$given_also", "a\nb", "#", "<x>"]
    for words in hostile:
        assert ask(index, "search", {"words": words}) == ask(open_index(small_folder), "search", {"words": words})
    assert len(ask(index, "search", {"words": "教师"}).rows) == 1


def test_a_query_of_ones_own_at_an_endpoint(store, small_folder):
    publish(manifest(small_folder), store)
    local, far = open_index(small_folder), remote(store.endpoint.url)
    for query in (
        "SELECT ?t ?n { ?t a pk:Target ; pk:unit ?n } ORDER BY ?t",
        "ASK { ?t a pk:Task }",
        "ASK { ?t a pk:Nonsense }",
        "# CONSTRUCT\nCONSTRUCT { ?t a pk:Task } { ?t a pk:Task }",
    ):
        assert answer(far, query) == answer(local, query)
    with pytest.raises(QuestionError, match="400"):
        answer(far, "SELECT nonsense")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["ask", "search", "words=教师"], "task/plan/1"),
        (["sparql", "ASK { ?t a pk:Task }"], "true"),
        (["why", "task/plan/1/assignment/1"], "省教育厅"),
    ],
)
def test_the_commands_ask_an_endpoint(oxigraph, small_folder, command, said):
    publish(manifest(small_folder), oxigraph)
    form = ["--json"] if command[0] == "why" else ["-f", "csv"]
    done = CliRunner().invoke(main, [*command, *form, "--endpoint", oxigraph.endpoint.url, "--kg", "nowhere"])
    assert (done.exit_code, said in done.stdout) == (0, True), done.stderr
    lost = CliRunner().invoke(main, [*command, "--endpoint", "http://127.0.0.1:9/query"])
    assert (lost.exit_code, "cannot be reached" in lost.stderr) == (2, True)


# Serving


def test_serve_is_read_only_and_local(small):
    port = free_port()
    with served(small, port) as server:
        assert server.home == f"http://127.0.0.1:{port}/"
        assert b"yasgui" in urlopen(server.home, timeout=5).read().lower()
        assert answer(remote(server.query), "ASK { ?t a pk:Task }").truth is True
        with pytest.raises(GraphError, match="choose another --port"), served(small, port):
            pass
    with pytest.raises(OSError):
        urlopen(server.home, timeout=1)


REFUSED = [
    ("POST", "/update", b"update=CLEAR ALL", {}, 405, "read-only"),
    ("POST", "/store", b"<a:a> <a:b> <a:c> .", {"Content-Type": "text/turtle"}, 405, "read-only"),
    ("PUT", "/store?default", b"", {}, 501, "Unsupported method"),
    ("POST", "/query", b"update=CLEAR ALL", {"Content-Type": "application/x-www-form-urlencoded"}, 400, ""),
    ("POST", "/query", b" " * (LONGEST + 1), {"Content-Type": "application/sparql-query"}, 413, "at most"),
    ("GET", "/../../etc/passwd", None, {}, 404, "the pages are"),
    ("GET", "/store?default", None, {}, 404, "the pages are"),
    ("GET", "/query?query=LOAD%20%3Chttp://127.0.0.1:9/%3E", None, {}, 400, "expected"),
    ("GET", "/query", None, {}, 400, "give one query"),
    ("POST", "/query", b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, 400, "give one query"),
    ("POST", "/query", b"ASK {", {"Content-Type": "application/sparql-query"}, 400, "error at 1:6"),
    ("GET", "/answer?about=nothing", None, {}, 404, "nothing"),
    ("GET", "/explorer?about=nowhere", None, {}, 404, "nowhere"),
    ("GET", "/query?query=ASK%20%7B%7D", None, {"Host": "rebound.example"}, 403, "call this server 127.0.0.1"),
]


@pytest.fixture(scope="module")
def server(small):
    with served(small, free_port()) as running_server:
        yield running_server


@pytest.mark.parametrize(("method", "path", "body", "headers", "status", "said"), REFUSED)
def test_what_is_no_question_is_refused(server, method, path, body, headers, status, said):
    link = HTTPConnection(HOST, int(server.home.rsplit(":", 1)[1].strip("/")), timeout=5)
    link.request(method, path, body, headers)
    answer = link.getresponse()
    assert (answer.status, said in answer.read().decode()) == (status, True)
    assert answer.getheader("Access-Control-Allow-Origin") is None
    link.close()


FETCHING = [
    "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { service silent <@> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <@> { ?s ?p ?o } } } } }",
    "SELECT * { # a comment that ends here\rSERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?a ?p ?b FILTER(?a<'>')SERVICE <@> { ?s ?p ?o } FILTER(?b='x') }",
    "SELECT * { ?s ?p trueSERVICE <@> { ?s ?p ?o } }",
    "PREFIX x: <@> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "SELECT * { BIND(<@> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <@> { ?s ?p ?o } }",
    "ASK FROM <@> { ?s ?p ?o }",
    "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def elsewhere():
    """An address that must not be asked, and a list of who did."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_POST

    with ThreadingHTTPServer((HOST, 0), Handler) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{listening.server_port}/x", asked
        listening.shutdown()


@pytest.mark.parametrize("query", FETCHING)
def test_no_query_makes_us_fetch(query, server, small, elsewhere):
    address, asked = elsewhere
    for ask_it in (lambda text: answer(small, text), lambda text: answer(remote(server.query), text)):
        if "SERVICE" in query.upper():
            with pytest.raises(QuestionError, match="SERVICE is refused"):
                ask_it(query.replace("@", address))
        else:
            ask_it(query.replace("@", address))
    status, said = posted(server, query.replace("@", address))
    assert (status, b"SERVICE is refused" in said) == ((403, True) if "SERVICE" in query.upper() else (200, False))
    assert asked == []


def test_the_word_service_is_no_offence(server, small):
    query = "# service\nPREFIX service: <service:> SELECT ?service { VALUES ?service { 'SERVICE' } }"
    assert answer(small, query).rows == answer(remote(server.query), query).rows == ((Literal("SERVICE"),),)


def posted(server, query, accept="*/*"):
    request = Request(server.query, query.encode(), {"Content-Type": "application/sparql-query", "Accept": accept})
    try:
        with urlopen(request, timeout=60) as found:
            return found.status, found.read()
    except HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize(
    ("query", "seconds", "status", "said"),
    [
        # Oxigraph's own time-out does not end the first, and ends the second in the midst of its answer.
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 1, 504, "longer than 1 s"),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && STR(?c) != STR(?f)) }", 1, 504, "broken off"),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f }", 60, 400, "more than 1000 rows"),
        ("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", 60, 400, "more than 1000 rows"),
        ("SELECT ?a { ?a ?b ?c } LIMIT 1000", 60, 200, "results"),
    ],
)
def test_a_served_query_keeps_within_its_bounds(small, query, seconds, status, said):
    with served(small, free_port(), Bounds(seconds, rows=1000 if seconds > 1 else 10**9, at_once=1)) as running_server:
        began = time.monotonic()
        found = posted(running_server, query)
        assert (found[0], said in found[1].decode()) == (status, True), found
        assert time.monotonic() - began < seconds + 5
        assert answer(remote(running_server.query), "ASK { ?t a pk:Task }").truth  # and the next one is answered


def test_those_who_ask_at_once_wait_and_beyond_a_bound_are_told_to(small):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with (
        served(small, free_port(), Bounds(2, at_once=1, waiting=2)) as running_server,
        ThreadPoolExecutor(9) as several,
    ):
        found = list(several.map(lambda query: posted(running_server, query)[0], [endless] * 5))
        assert sorted(found)[0] == 503 and 504 in found  # some had no place, one ran and was given up
        found = list(several.map(lambda _: posted(running_server, "ASK {}")[0], range(3)))
        assert found == [200] * 3


def test_a_query_that_runs_when_the_server_stops_is_answered(small):
    query = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 200000 } }"
    with ThreadPoolExecutor(1) as asking:
        with served(small, free_port()) as running_server:
            posted(running_server, "ASK {}")
            found = asking.submit(posted, running_server, query)
            time.sleep(0.05)
        assert (found.result(5)[0], b"200000" in found.result()[1]) == (200, True)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/sparql-results+json,*/*;q=0.9", QueryResultsFormat.JSON),
        ("text/html, application/sparql-results+xml;q=0.5, text/csv;q=0.1", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
        ("nonsense;q=x", QueryResultsFormat.JSON),
    ],
)
def test_an_answer_has_the_form_that_was_asked_for_and_all_of_its_terms(accept, form, server, small):
    query = f"PREFIX pk: <{PK.base}> SELECT * {{ ?s ?p ?o OPTIONAL {{ ?s pk:none ?none }} }} ORDER BY ?s ?p ?o"
    status, content = posted(server, query, accept)
    found = [tuple(row) for row in parse_query_results(content, format=form)]
    assert (status, found) == (200, list(answer(small, query, rows=None).rows))


def test_pages_may_load_from_this_server_alone(server):
    for address in (server.home, server.explorer):
        policy = urlopen(address, timeout=20).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';") and "connect-src 'self'" in policy
        assert "http:" not in policy and "*" not in policy


def test_a_graph_too_large_for_a_page_is_explored_by_document(small, monkeypatch):
    monkeypatch.setattr("queries.pictures.explorer.MOST_TASKS", 5)
    with served(small, free_port()) as running_server:
        listed = urlopen(running_server.explorer, timeout=20).read().decode()
        assert "explorer?about=plan" in listed and "explorer?about=note" in listed
        one = urlopen(f"{running_server.explorer}?about=note", timeout=20).read().decode()
        assert "培训校长" in one and '"task/plan/2":' not in one


def test_the_examples_run_as_they_stand(small):
    made = examples(small)
    assert {"co-leads", "search", "due-by"} <= made.keys()
    for query in made.values():
        assert "$given_" not in query
        small.select(query)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_within_a_second(small_folder, sign):
    port = free_port()
    command = [sys.executable, "-m", "policykg", "serve", "--kg", str(small_folder), "--port", str(port)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        said = [process.stderr.readline().decode() for _ in range(4)]
        home = f"http://127.0.0.1:{port}/"
        assert said[:3] == [f"editor {home}\n", f"explorer {home}explorer\n", f"endpoint {home}query\n"]
        began = time.monotonic()
        process.send_signal(sign)
        assert process.wait(5) == 0
        assert time.monotonic() - began < 1
        assert process.stderr.read() == b"stopped\n"
    with pytest.raises(OSError):
        urlopen(f"http://127.0.0.1:{port}/", timeout=1)


# Bounds


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def test_a_query_without_end_is_given_up_in_time(small):
    began = time.monotonic()
    with pytest.raises(QuestionError, match=r"longer than 0\.2 s and was given up.*--timeout"):
        answer(small, RUNAWAY.replace("AS ?n", "AS ?all"), 0.2)
    assert time.monotonic() - began < 2


def test_the_command_gives_up_too(small_folder):
    command = [sys.executable, "-m", "policykg", "sparql", RUNAWAY.replace("AS ?n", "AS ?all"), "--timeout", "0.2"]
    done = subprocess.run(
        [*command, "--kg", str(small_folder)],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"given up" in done.stderr


def test_rows_beyond_the_limit_are_missed_aloud(small, small_folder):
    query = "SELECT ?t { ?t a pk:Task } ORDER BY ?t"
    some = answer(small, query, rows=2)
    assert (len(some.rows), some.more) == (2, True)
    assert "Only the first 2 rows" in some.table().notes[0].en
    assert answer(small, query, rows=6).table().notes == ()
    done = CliRunner().invoke(main, ["sparql", query, "--limit", "2", "-f", "csv", "--kg", str(small_folder)])
    assert done.exit_code == 0
    assert (len(done.stdout.splitlines()), "--limit 0 gives all" in done.stderr) == (3, True)


def test_xml_is_the_w3cs_results_format(small, small_folder):
    query = "SELECT ?b ?name ?n ?none { ?b a pk:Agency ; skos:prefLabel ?name . BIND(2 AS ?n) } ORDER BY ?b LIMIT 3"
    found = answer(small, query)
    terms = [tuple(row) for row in parse_query_results(found.xml(), format=QueryResultsFormat.XML)]
    assert terms == list(found.rows)
    assert isinstance(found.rows[0][0], NamedNode)
    done = CliRunner().invoke(main, ["sparql", query, "-f", "xml", "--kg", str(small_folder)])
    assert ElementTree.fromstring(done.stdout).tag == "{http://www.w3.org/2005/sparql-results#}sparql"
    assert bool(parse_query_results(answer(small, "ASK { ?t a pk:Task }").xml(), format=QueryResultsFormat.XML))
