# What scripts share that try something and judge it, most of them as root in namespaces of their own. To be sourced.

# Mount and process namespaces that end with the command; the command ends with this script.
cage=(setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc)
# A folder of the script's own, and in it the root that `debian` makes and `inside` enters.
work=''
# What the processes inside see of out here, and where: /SOURCE:/TARGET, read-only. The targets have to be there.
lent=()
passed=0 failed=0

skip() { echo "${0##*/}: skipped: $1"; exit 0; }
die() { echo "${0##*/}: $1" >&2; exit 1; }

# require PROGRAM:PACKAGE…: skips unless this is root, with these programs and namespaces.
require() {
  [ "$(id -u)" -eq 0 ] || skip 'it needs root'
  local pair
  for pair in debootstrap:debootstrap setpriv:util-linux unshare:util-linux "$@"; do
    command -v "${pair%%:*}" >/dev/null || skip "no ${pair%%:*} (Debian: ${pair##*:})"
  done
  "${cage[@]}" --net true 2>/dev/null || skip 'no namespaces of its own are allowed here'
}

# workplace: makes $work, which goes with the script.
workplace() {
  work=$(mktemp -d "/tmp/tcplab-${0##*/}.XXXXXX") || die 'no folder in /tmp'
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 143' TERM
  trap 'exit 130' INT
}

# quietly NAME COMMAND…: shows what it wrote only when it failed.
quietly() {
  local status=0
  echo "${0##*/}: $1 …"
  "${@:2}" </dev/null >"$work/log" 2>&1 || status=$?
  [ "$status" -eq 0 ] || tail -n 40 "$work/log" >&2
  return "$status"
}

# debian PACKAGES: makes a minimal Debian with them in $work/root.
debian() {
  local list
  list=$(tr -s ' \n' ',' <<<"$1")
  "${cage[@]}" timeout 900 debootstrap --variant=minbase --include="${list%,}" bookworm "$work/root" &&
    rm -f "$work"/root/var/cache/apt/archives/*.deb
}

# inside COMMAND…: there, as root. Its root is that of the mount namespace, not one of chroot(2), in which a process may
# make no user namespace.
inside() {
  "${cage[@]}" sh -ec '
    cd "$1"
    mount --bind . . && cd "$1"
    mount -t proc proc proc
    mount -t sysfs -o ro sysfs sys
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs tmpfs tmp
    mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
    shift
    while [ "$1" != -- ]; do
      mount --bind "${1%:*}" ".${1#*:}"
      mount -o remount,bind,ro ".${1#*:}"
      shift
    done
    shift
    pivot_root . mnt
    exec chroot . sh -ec "umount --lazy /mnt; exec \"\$@\"" sh "$@"' \
    sh "$work/root" "${lent[@]}" -- env -i DEBIAN_FRONTEND=noninteractive HOME=/root LC_ALL=C.UTF-8 \
    PATH=/opt/swift/usr/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" </dev/null
}

# expect CLAIM COMMAND…: whether the command says so.
expect() {
  local claim=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "EXPECT $claim ... PASS"
    passed=$((passed + 1))
  else
    echo "EXPECT $claim ... FAIL"
    tail -n 20 "$work/log" >&2
    failed=$((failed + 1))
  fi
}

never() { ! "$@"; }

# verdict: says how many, and returns whether all passed.
verdict() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
