#!/usr/bin/env bash
# What the tests need beside Python: PostgreSQL and Chromium, from Debian. Does nothing where both are
# there.
set -euo pipefail

missing=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
if [ "${#missing[@]}" -eq 0 ]; then
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
  echo "没有 ${missing[*]}，它的测试会跳过：请运行 sudo apt-get install ${missing[*]}  /" \
    "no ${missing[*]}, its tests are skipped: run sudo apt-get install ${missing[*]}" >&2
  exit 0
fi

echo "正在安装 ${missing[*]}（供测试用）… / Installing ${missing[*]} (for the tests) …" >&2
"${as_root[@]}" apt-get update -qq
# The packages need not start a server of their own: the tests make theirs.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
