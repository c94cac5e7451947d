#!/usr/bin/env python3
"""Find pairs of commits that carry one pull request on a release branch with the old layout and on main after the restructure.

A release branch names the pull request that it backports in the subject, `… (#3868) (#3871)`; main names it as its own. Both commits must
change Python. What stands in the file given as --without is left out.

usage: find_pairs.py --repo CONNECTORS_GIT [--without pairs.json] > more-pairs.json
"""
import argparse, json, re, subprocess

RESTRUCTURE, BRANCHES = "4ffa1c4d8", ("8.17", "8.18", "8.19", "9.0", "9.1", "9.2")

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--repo", required=True); p.add_argument("--without"); o = p.parse_args()
    def git(*args):
        return subprocess.run(["git", "-C", o.repo, *args], capture_output=True, text=True, errors="replace", check=True).stdout.splitlines()
    def log(*args): return [line.split("\0") for line in git("log", "--first-parent", "--format=%H%x00%s", *args)]
    def files(commit): return git("diff-tree", "--no-commit-id", "--name-only", "-r", "--no-renames", commit)
    known = {(pair["branch"], pair["pr"]) for pair in json.load(open(o.without))} if o.without else set()
    landed = {}
    for commit, subject in log(f"{RESTRUCTURE}..upstream/main"):
        for pr in re.findall(r"#(\d+)", subject): landed[pr] = commit
    pairs = []
    for branch in BRANCHES:
        for commit, subject in log("--since=2025-08-01", f"upstream/{branch}"):
            pr = next((n for n in re.findall(r"#(\d+)", subject) if n in landed), None)
            if pr is None or (branch, pr) in known: continue
            old, new = files(commit), files(landed[pr])
            if all(any(f.endswith(".py") for f in side) for side in (old, new)):
                pairs.append(dict(branch=branch, pr=pr, old=commit, new=landed[pr], subject=subject, old_files=old, new_files=new))
    print(json.dumps(pairs, indent=1))

main()
