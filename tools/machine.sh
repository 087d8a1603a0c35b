#!/usr/bin/env bash
# What the tests need of a machine beside Python: a PostgreSQL server, LibreOffice and Poppler to
# look at documents, Chromium to look at pages, a Chinese font, a clock that can be set for one
# process, Java for Spark.  Installs what is missing with the system's own packages where it may, and says so where
# it may not.
set -euo pipefail

missing=()
have() { command -v "$1" >/dev/null 2>&1; }

have postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql)
have soffice || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
have pdftotext || missing+=(poppler-utils)
have chromium || missing+=(chromium)
have java || missing+=(openjdk-17-jre-headless)
have faketime || missing+=(faketime)
have fc-list || missing+=(fontconfig)
{ have fc-list && fc-list :lang=zh-cn family | grep -q .; } || missing+=(fonts-noto-cjk)

[ ${#missing[@]} -eq 0 ] && exit 0

if ! have apt-get || [ "$(id -u)" -ne 0 ]; then
    echo "the tests need: ${missing[*]} (Debian's names); install them, or run make machine as root" >&2
    exit 1
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
