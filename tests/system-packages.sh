#!/bin/sh
# Sees that the programs and dictionaries the tests use are there, whatever installed them.
# On Debian, as root, installs the missing ones; elsewhere names the one command to type.
set -eu

# --- what is missing, by its Debian name ---------------------------------------------------------

has() { command -v "$1" >/dev/null 2>&1; }

has_chromium() {
  has chromium || has chromium-browser || has google-chrome ||
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

# macOS has a `java` that only says that there is none.
has_java() { java -version >/dev/null 2>&1; }

has_dictionary() { hunspell -d "$1" -l </dev/null >/dev/null 2>&1; }

# Prints "library" or "dictionary" when that is what keeps Voikko from reading Finnish.
lacks_of_voikko() {
  "${PYTHON:-python3}" - <<'PYTHON'
import ctypes

NAMES = (
    "libvoikko.so.1",
    "libvoikko.1.dylib",
    "/opt/homebrew/lib/libvoikko.1.dylib",
    "/usr/local/lib/libvoikko.1.dylib",
)


def loaded(name):
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


library = next(filter(None, map(loaded, NAMES)), None)
if library is None:
    print("library dictionary")
else:
    library.voikkoInit.restype = ctypes.c_void_p
    if not library.voikkoInit(ctypes.byref(ctypes.c_char_p()), b"fi", None):
        print("dictionary")
PYTHON
}

missing() {
  voikko_lacks=$(lacks_of_voikko)
  set --
  has_chromium || set -- "$@" chromium
  has hunspell || set -- "$@" hunspell
  has_dictionary sv_SE || set -- "$@" hunspell-sv
  has_dictionary en_GB || set -- "$@" hunspell-en-gb
  has newsboat || set -- "$@" newsboat
  has r2e || set -- "$@" rss2email
  has_java || set -- "$@" default-jre-headless
  has node || set -- "$@" nodejs
  has npm || set -- "$@" npm
  case $voikko_lacks in *library*) set -- "$@" libvoikko1 ;; esac
  case $voikko_lacks in *dictionary*) set -- "$@" voikko-fi ;; esac
  echo "$*"
}

packages=$(missing)
[ -n "$packages" ] || exit 0

# --- how to get it -------------------------------------------------------------------------------

if has apt-get && [ "$(id -u)" -eq 0 ]; then
  echo "Installing for the tests: $packages"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086  # one word a package
  apt-get install -qq -y --no-install-recommends $packages >/dev/null
  still=$(missing)
  [ -z "$still" ] || { echo "Installed, and yet not found: $still" >&2; exit 1; }
  exit 0
fi

{
  echo "The tests need what this computer lacks: $packages"
  if has apt-get; then
    echo "Type: sudo apt-get install --no-install-recommends $packages"
  elif has brew; then
    # Homebrew's libvoikko brings its Finnish with it; it has no dictionaries for hunspell.
    formulas=
    for package in $packages; do
      case $package in
        chromium) formulas="$formulas google-chrome" ;;
        hunspell | newsboat | rss2email) formulas="$formulas $package" ;;
        default-jre-headless) formulas="$formulas openjdk" ;;
        nodejs | npm) formulas="${formulas% node} node" ;;
        libvoikko1 | voikko-fi) formulas="${formulas% libvoikko} libvoikko" ;;
      esac
    done
    [ -z "$formulas" ] || echo "Type: brew install$formulas"
    case $packages in
      *hunspell-*) echo "Put sv_SE and en_GB (.aff and .dic, as LibreOffice has them) into ~/Library/Spelling." ;;
    esac
  else
    echo "These are Debian's names: install what your system calls them."
  fi
} >&2
exit 1
