"""The staff pages as staff meet them: the real command, a browser without scripts, real stores."""

from __future__ import annotations

from tests.staff.conftest import Staff


def test_without_the_key_nothing_is_shown_or_done(staff) -> None:
    stranger = staff.browser(key=False)
    for path in (
        "",
        "/questions",
        "/questions/1",
        "/topics",
        "/requests",
        f"/requests/{staff.reference}",
        "?key=guess",
    ):
        status, page = stranger.get(f"/staff{path}")
        assert status == 403 and "dog" not in page and staff.reference not in page, path
    status, _ = stranger.post("/staff/questions/1", {"does": "ignore", "sure": "yes", "token": "x"})
    assert status == 403 and len(staff.review.questions()) == 4
    insider = staff.browser()
    assert insider.get("/staff")[0] == 200
    assert insider.get("/staff", X_Forwarded_For="203.0.113.5")[0] == 403, "with the cookie, but through a proxy"
    assert insider.get("/staff", Host="evil.example.org")[0] == 403, "a foreign name that points at this machine"
    assert staff.intake.log() == []


def test_each_page_carries_its_headers_and_runs_no_script(staff) -> None:
    browser = staff.browser()
    for path in ("", "/questions", "/questions/1", "/topics", "/requests", f"/requests/{staff.reference}"):
        status, page = browser.get(f"/staff{path}")
        assert status == 200 and "<script" not in page and "style=" not in page and " on" + "click" not in page
        assert "default-src 'none'" in browser.headers["Content-Security-Policy"]
        assert browser.headers["Cache-Control"] == "no-store" and browser.headers["Referrer-Policy"] == "no-referrer"
    assert browser.get("/staff/nothing")[0] == 404 and browser.get("/staff/questions/999")[0] == 404
    assert browser.get("/staff/questions/x")[0] == 404 and browser.get("/")[0] == 404


def test_a_phrase_goes_into_the_topic_and_the_group_off_the_list(staff) -> None:
    browser = staff.browser()
    page = browser.get("/staff/questions")[1]
    assert page.index("can i bring my dog") < page.index("is there parking") and "asked 2 times" in page
    fields = {"does": "add", "topic": "booking", "phrases": "is a guide dog welcome\n\nmay a small dog wait outside"}
    status, page = browser.post("/staff/questions/1", {**fields, "token": browser.token("/staff/questions/1")})
    assert status == 200 and "Added to the topic" in page and "can i bring my dog" not in page
    written = (staff.data / "topics" / "booking.yml").read_text()
    assert "      - is a guide dog welcome\n      - may a small dog wait outside\n" in written
    assert browser.get("/staff/questions/1")[0] == 404


def test_a_visitors_own_words_are_refused_and_what_was_typed_stays(staff) -> None:
    browser = staff.browser()
    fields = {
        "does": "add",
        "topic": "booking",
        "phrases": "Can I bring my dog?",
        "token": browser.token("/staff/questions/1"),
    }
    status, page = browser.post("/staff/questions/1", fields)
    assert status == 422 and "own wording" in page and "Can I bring my dog?" in page and 'role="alert"' in page
    assert "<title>Error: " in page and 'value="booking" selected' in page
    assert (staff.data / "topics" / "booking.yml").read_text().count("bring my dog") == 0


def test_a_topic_is_started_and_a_group_ignored(staff) -> None:
    browser = staff.browser()
    token = browser.token("/staff/questions/1")
    fields = {
        "does": "new",
        "topic": "pets",
        "title": "May a dog come too?",
        "belongs_to": "practice_info",
        "token": token,
    }
    assert "The topic is started" in browser.post("/staff/questions/1", fields)[1]
    assert (staff.data / "topics" / "pets.yml").is_file()
    status, page = browser.post("/staff/questions/2", {"does": "ignore", "token": token})
    assert status == 422 and "Tick the box" in page and len(staff.review.questions()) == 2
    assert (
        "does not come back" in browser.post("/staff/questions/2", {"does": "ignore", "sure": "yes", "token": token})[1]
    )
    assert not staff.review.keep("is there parking nearby") and len(staff.review.questions()) == 1


def test_another_sites_form_does_nothing(staff) -> None:
    browser = staff.browser()
    fields = {"does": "ignore", "sure": "yes", "token": browser.token("/staff/questions/1")}
    assert browser.post("/staff/questions/1", {**fields, "token": ""})[0] == 403
    assert browser.post("/staff/questions/1", fields, Sec_Fetch_Site="cross-site")[0] == 403
    assert len(staff.review.questions()) == 4


def test_looking_at_requests_is_logged_as_the_command_logs_it(staff) -> None:
    browser = staff.browser()
    page = browser.get("/staff/requests")[1]
    assert staff.reference in page and "Zoë" not in page and "nobody was told" in page
    page = browser.get(f"/staff/requests/{staff.reference.lower()}")[1]
    assert "Zoë &lt;b&gt;Bold" in page and "z@example.org" in page
    assert browser.get("/staff/requests/W-2222-22")[0] == 404
    assert [(line.what, line.reference) for line in staff.intake.log()] == [("show", staff.reference), ("list", None)]


def test_figures_hide_what_is_few(staff) -> None:
    page = staff.browser().get("/staff")[1]
    assert "<td>12</td>" in page and "under 5" in page and "<td>3</td>" not in page and "<td>15</td>" in page
    assert "1 topic came up under 5 times" in page and page.count('role="img"') == 4 == page.count("<details>")


def test_a_store_that_is_away_is_said_and_the_other_pages_stay(staff) -> None:
    staff.review.close()
    (staff.folder / "review.key").unlink()
    (staff.folder / "review.key").write_text("{}")
    browser = staff.browser()
    status, page = browser.get("/staff/questions")
    assert status == 503 and "Q002" in page and "Remedy" in page
    assert browser.get("/staff/requests")[0] == 200
    assert "dog" not in staff.log.read_text()


def test_behind_a_login_the_header_says_who(tmp_path) -> None:
    staff = Staff(tmp_path, STAFF_LOGIN_HEADER="X-Remote-User")
    try:
        browser = staff.browser(key=False)
        passed_on = {"Host": "staff.example.org", "X_Forwarded_For": "203.0.113.5"}
        assert browser.get("/staff", **passed_on)[0] == 403
        status, page = browser.get("/staff/requests", **passed_on, X_Remote_User="sam")
        assert status == 200 and "sam" in page and staff.intake.log()[0].who == "sam"
    finally:
        staff.end()


def test_a_taken_port_is_said(staff) -> None:
    import subprocess
    import sys

    from bot.settings import ROOT

    done = subprocess.run(
        [sys.executable, "-m", "bot", "staff", "--port", str(staff.port)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1 and "Q007" in done.stderr and "Remedy" in done.stderr
