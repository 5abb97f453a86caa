#!/bin/sh
# Installs Chromium, Firefox and a Chinese font from the system's packages, if that is needed and allowed.
# Never fails: the browser tests themselves say when there is no browser.
set -u
found() {
  for name in "$@"; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
wanted=""
found chromium chromium-browser google-chrome || wanted="chromium fonts-noto-cjk"
found firefox-esr firefox || wanted="$wanted firefox-esr"
if [ -z "$wanted" ]; then exit 0; fi
if ! found apt-get; then
  echo "Not found: $wanted; install it to run the tests in that browser."
  exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if found sudo && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    echo "Not found, and no right to install it: $wanted; the tests in that browser will be skipped."
    exit 0
  fi
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
for package in $wanted; do
  $as_root apt-get install -y -qq "$package" >/dev/null || echo "Could not be installed: $package."
done
