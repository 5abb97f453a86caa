#!/bin/sh
# Installs Chromium and a Chinese font from the system's packages, if that is needed and allowed. Never fails:
# the browser tests themselves say when there is no browser.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium found; install it to run the browser tests."
  exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    echo "No Chromium found and no right to install it; the browser tests will be skipped."
    exit 0
  fi
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq && $as_root apt-get install -y -qq chromium fonts-noto-cjk >/dev/null ||
  echo "Chromium could not be installed; the browser tests will be skipped."
