"""`ainotes init`: a knowledge base that is complete in its language, what fits notes that exist, and what hosts need."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ainotes_site.cli import main
from ainotes_site.cli.arguments import PUBLISHING_HOSTS
from ainotes_site.starter.hosts import HOSTS
from ainotes_site.starter.starter_files import FOLDER, configuration, starter_config, starter_notes
from ainotes_site.starter.survey import survey

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of a folder of notes."""

    def write(path: str, text: str) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def config_of(folder: Path) -> dict[str, object]:
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_constructor("!ENV", lambda loader, node: "")
    read = yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), Loader=loader)
    assert isinstance(read, dict)
    return read


def entries_options(folder: Path) -> dict[str, object]:
    plugins = config_of(folder)["plugins"]
    assert isinstance(plugins, list)
    options = plugins[0]["ainotes/entries"]
    assert isinstance(options, dict)
    return options


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_knowledge_base_is_complete_in_its_language_and_passes_its_own_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    root = tmp_path / "mine"
    assert main(["init", str(root), "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert (HAN.search(said) is not None) == (lang == "zh")
    monkeypatch.chdir(root)
    assert main(["check", "--strict"]) == 0, capsys.readouterr().out
    assert main(["build", "--strict"]) == 0, capsys.readouterr().err
    assert entries_options(root)["lang"] == lang
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    assert len(pages) > 20
    if lang == "en":
        assert [path for path in root.rglob("*.md") if HAN.search(path.read_text(encoding="utf-8"))] == []
    assert len(list((root / "site" / "entries").glob("*.html"))) >= 6
    read_as = next(finding for finding in survey(root / "notes").findings if finding.key == "formats")
    assert {"digest", "glossary", "journal", "note"} <= set(re.findall("[a-z]+", str(read_as.values["listed"])))


def test_the_next_steps_work_as_they_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "有 空格"
    assert main(["init", str(folder)]) == 0
    steps = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert steps == [f"cd {shlex.quote(str(folder))}", "ainotes check", "ainotes build", "ainotes serve"]
    script = "; ".join(["set -e", f'ainotes() {{ {shlex.quote(sys.executable)} -m ainotes_site "$@"; }}', *steps[:3]])
    subprocess.run(["bash", "-c", script], check=True, capture_output=True, cwd=tmp_path)
    assert (folder / "site" / "index.html").exists()


def test_run_again_it_says_what_it_left_and_writes_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "mine"
    root.mkdir()
    (root / ".gitignore").write_text("mine\n", encoding="utf-8")
    assert main(["init", str(root)]) == 0
    assert f"已存在，未改动：{root / '.gitignore'}" in capsys.readouterr().err
    (root / "README.md").unlink()
    assert main(["init", str(root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == [str(root / "README.md")]
    assert str(root / "mkdocs.yml") in told["left"]
    assert (root / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    assert main(["init", str(root)]) == 0
    assert "没有写入任何文件" in capsys.readouterr().out


def test_what_a_build_makes_in_a_new_knowledge_base_is_left_alone_by_git(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / ".gitignore").read_text() == "/site/\n/.ainotes/\n"


def test_both_languages_have_the_same_files_and_the_same_lines_of_configuration() -> None:
    assert set(starter_notes("zh")) == set(starter_notes("en"))
    keys = [
        re.findall(r"^ *(?:# )?([a-z_]+):(?: |$)", starter_config(lang).read_text(encoding="utf-8"), re.MULTILINE)
        for lang in ("zh", "en")
    ]
    assert keys[0] == keys[1]


def test_a_choice_takes_its_place_in_the_configuration() -> None:
    written = yaml.safe_load(
        configuration("en", {"exclude": ["a b", "模板"], "site_url": "https://e.org/", "publish": "only"})
    )
    assert written["site_url"] == "https://e.org/"
    assert written["plugins"][0]["ainotes/entries"]["exclude"] == ["a b", "模板"]
    assert written["plugins"][0]["ainotes/entries"]["publish"] == "only"
    with pytest.raises(KeyError):
        configuration("en", {"no_such_option": 1})


def test_a_vault_is_looked_over_and_nothing_in_it_is_touched(
    tmp_path: Path, put: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    put("vault/.obsidian/app.json", "{}")
    put("vault/Templates/day.md", "# {{title}}\n{{date:YYYY-MM-DD}}\n")
    put("vault/daily/one-template.md", "<% tp.date.now() %>\n")
    put("vault/daily/2026-02-01.md", "# 2026-02-01\n\n今天读到了检索增强\n第二行\n")
    put("vault/daily/2026-02-02.md", "# 2026-02-02\n\n继续读\n")
    put("vault/secret.md", "---\nprivate: true\n---\n不要发布\n")
    put("vault/p.md", "# 图\n\n![一张图](https://example.org/a.png)\n")
    before = {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()}
    assert main(["init", str(tmp_path / "base"), "--from", str(tmp_path / "vault"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()} == before
    assert [finding["key"] for finding in told["findings"]] == [
        "obsidian",
        "language.zh",
        "formats",
        "templates",
        "private",
        "pictures",
        "no_git",
    ]
    base = tmp_path / "base"
    assert config_of(base)["docs_dir"] == "../vault"
    assert entries_options(base)["exclude"] == ["Templates", "daily/one-template.md"]
    assert not (base / "notes").exists()
    assert main(["build", "--config-file", str(base / "mkdocs.yml")]) == 0
    pages = sorted(path.stem for path in (base / "site" / "entries").glob("*.html"))
    assert pages == ["2026-02-01", "2026-02-02", "p"]


def test_notes_of_which_some_say_that_they_are_published_publish_only_these(
    tmp_path: Path, put: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    put("docs-of-mine/a.md", "---\npublish: true\n---\n# Open\n\nHere for everybody to read, in English.\n")
    put("docs-of-mine/b.md", "# Closed\n\nNothing is said here, so it stays at home.\n")
    assert main(["init", str(tmp_path / "base"), "--from", str(tmp_path / "docs-of-mine")]) == 0
    said = capsys.readouterr().out
    assert "1" in said and "publish: only" in said
    assert entries_options(tmp_path / "base")["publish"] == "only"
    assert entries_options(tmp_path / "base")["lang"] == "en"


def test_a_vault_that_is_a_repository_is_built_where_it_is(
    tmp_path: Path, put: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs takes no configuration beside the notes, and the site would be notes of the next build."""
    put("vault/.obsidian/app.json", "{}")
    put("vault/a.md", "# 甲\n\n见 [[乙]]。\n")
    put("vault/乙.md", "# 乙\n\n正文。\n")
    monkeypatch.chdir(tmp_path / "vault")
    git("init", "-q", "-b", "main")
    git("remote", "add", "origin", "git@github.com:me/vault.git")
    assert main(["init", ".", "--from", "."]) == 0
    assert "cd " not in capsys.readouterr().out
    assert config_of(Path())["repo_url"] == "https://github.com/me/vault"
    assert main(["build", "--strict"]) == 0
    entries = sorted(path.name for path in Path(".site/entries").glob("*.html"))
    assert entries == ["a.html", "yi.html"]
    assert not Path(".site/mkdocs.yml").exists()
    assert main(["build", "--strict"]) == 0
    assert sorted(path.name for path in Path(".site/entries").glob("*.html")) == entries


def test_a_site_of_pages_is_left_as_it_is_and_told_which_lines_to_add(
    tmp_path: Path, put: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    config = put("mkdocs.yml", "site_name: Docs\nplugins:\n  - search\n")
    put("docs/index.md", "# Docs\n\nA site.\n")
    for day in ("01", "02", "03"):
        put(f"docs/log/2026-03-{day}.md", f"# 2026-03-{day}\n\nWhat happened on this day.\n")
    assert main(["init", str(tmp_path), "--from", str(tmp_path / "docs")]) == 0
    said = capsys.readouterr().out
    assert config.read_text(encoding="utf-8") == "site_name: Docs\nplugins:\n  - search\n"
    lines = said[said.index("  - ainotes/entries") : said.index("ainotes/search") + len("ainotes/search")]
    added = yaml.safe_load(f"plugins:\n{lines}")
    assert added["plugins"][0] == {"ainotes/entries": {"lang": "zh", "notes": ["log/**"]}}


def git(*words: str, cwd: Path | None = None) -> str:
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *person, *words], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_every_host_has_an_option_and_a_file() -> None:
    assert tuple(HOSTS) == PUBLISHING_HOSTS
    assert {host.template for host in HOSTS.values()} == {path.name for path in (FOLDER / "hosts").iterdir()}


@pytest.mark.parametrize(
    ("option", "schema"),
    [
        ("github-pages", "vendor.github-workflows"),
        ("cloudflare", "vendor.github-workflows"),
        ("gitlab-pages", "vendor.gitlab-ci"),
    ],
)
@pytest.mark.parametrize("folder", ["", "sites/mine"])
def test_a_workflow_is_valid_by_the_schema_of_its_host(tmp_path: Path, option: str, schema: str, folder: str) -> None:
    git("init", "-q", "-b", "trunk", cwd=tmp_path)
    assert main(["init", str(tmp_path / folder), f"--{option}"]) == 0
    file = tmp_path / HOSTS[option].target
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"(?<!\$)\{[a-z_]+\}", text)
    assert option == "gitlab-pages" or "[trunk]" in text
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_workflow_is_written_for_notes_that_it_would_not_find(
    tmp_path: Path, put: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    put("elsewhere/a.md", "# 甲\n")
    (tmp_path / "base").mkdir()
    git("init", "-q", cwd=tmp_path / "base")
    words = ["init", str(tmp_path / "base"), "--from", str(tmp_path / "elsewhere"), "--netlify"]
    assert main(words) == 1
    assert "笔记在仓库之外" in capsys.readouterr().err


def _steps(host: str, file: Path) -> tuple[list[str], dict[str, str], str]:
    """What a host would run, with the environment that its file sets, and where the site is then."""
    text = file.read_text(encoding="utf-8")
    if host == "netlify":
        import tomllib

        build = tomllib.loads(text)["build"]
        return [build["command"]], build["environment"], build["publish"]
    loaded = yaml.safe_load(text)
    if host == "gitlab-pages":
        job = loaded["pages"]
        environment = {name: value for name, value in job["variables"].items() if not name.startswith(("GIT", "PIP"))}
        return ["\n".join(job["script"])], environment, "public"
    job = loaded["jobs"]["build" if host == "github-pages" else "publish"]
    steps = [step for step in job["steps"] if "run" in step]
    uploads = [step["with"]["path"] for step in job["steps"] if "upload" in step.get("uses", "")]
    return [step["run"] for step in steps], job["env"], uploads[0] if uploads else "site"


@pytest.mark.parametrize("host", PUBLISHING_HOSTS)
def test_what_a_host_runs_makes_the_site_from_a_fresh_clone(tmp_path: Path, host: str) -> None:
    """As far as can be without the host: a push to a bare remote, a clone of it, and the commands of the file in a shell;
    all but the installation, as the program under test is what is to run.
    """
    git("init", "-q", "--bare", "-b", "main", str(tmp_path / "remote"))
    work = tmp_path / "work"
    git("init", "-q", "-b", "main", str(work))
    assert main(["init", str(work), f"--{host}"]) == 0
    (work / "notes" / "undated.md").write_text("# 没有日期\n\n提示词写得具体，大模型的回答就可控。\n", encoding="utf-8")
    git("add", "-A", cwd=work)
    git("commit", "-q", "--date=2026-02-03T12:00:00Z", "-m", "begin", cwd=work)
    git("push", "-q", str(tmp_path / "remote"), "main", cwd=work)
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth=1", f"file://{tmp_path / 'remote'}", str(clone))
    if host != "netlify":  # which fetches the history itself
        git("fetch", "-q", "--unshallow", cwd=clone)
    runs, environment, site = _steps(host, clone / HOSTS[host].target)
    given = {
        "AINOTES_SITE_URL": "https://me.example.org/notes/",
        "CI_PAGES_URL": "https://me.example.org/notes",
        "URL": "https://me.example.org/notes",
        "CI_PROJECT_DIR": str(clone),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "AINOTES_LANG": environment["AINOTES_LANG"],
    }
    start = f'set -eo pipefail\npip() {{ :; }}\nainotes() {{ {shlex.quote(sys.executable)} -m ainotes_site "$@"; }}\n'
    for run in runs:
        exports = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in given.items())
        sets = "export AINOTES_SITE_URL=$CI_PAGES_URL/\n" if host == "gitlab-pages" else ""
        done = subprocess.run(
            ["bash", "-c", start + exports + sets + run], cwd=clone, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    published = clone / site
    assert "https://me.example.org/notes/entries/undated.html" in (published / "sitemap.xml").read_text()
    record = next(
        json.loads(line) for line in (published / "entries.jsonl").read_text().splitlines() if '"id":"undated"' in line
    )
    assert (record["date"], record["date_inferred"]) == ("2026-02-03", True)
    if host in ("github-pages", "cloudflare"):
        assert (tmp_path / "summary.md").read_text() == "没有问题。\n"
