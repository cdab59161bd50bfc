# An engine of one's own. Sourced by compose-test.
#
# It has a network, a process, a mount and a host-name namespace for itself. With its first process all of it ends:
# containers, mounts, interfaces; nothing of it has to be found again.

# Mount and process namespaces that end with the command; the command ends with this script.
cage=(setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc)
cgroup=tcplab-compose.$$
client='' composer=()
declare -A engines=() # what runs, by its name

# Since version 23 the client needs a plug-in to build; where it has none, an older one may be there.
find_client() {
  local candidate
  while read -r candidate; do
    DOCKER_BUILDKIT=1 timeout 20 "$candidate" build --help >/dev/null 2>&1 && client=$candidate && break
  done < <(type -ap docker)
  [ -n "$client" ] || skip 'no docker that can build with BuildKit (Debian: docker.io)'
  if timeout 20 "$client" compose version >/dev/null 2>&1; then
    composer=("$client" compose)
  elif command -v docker-compose >/dev/null; then
    composer=(docker-compose)
  else
    skip 'no docker compose, nor docker-compose (Debian: docker-compose)'
  fi
}

# docker ARGUMENT…: of the engine that DOCKER_HOST names.
docker() { timeout --kill-after=10 "${LIMIT:-60}" "$client" "$@" </dev/null; }

# address ENGINE: where it listens.
address() { echo "unix://$work/$1/socket"; }

# first_process ENGINE: its first process, by its number out here.
first_process() { pgrep --parent "${engines[$1]}"; }

# start_engine NAME: and waits until it answers. An ordinary user in a container may open /dev/net/tun where the machine's
# own users may; here it is a node of our own.
start_engine() {
  local home=$work/$1 deadline=$((SECONDS + 30))
  mkdir "$home"
  echo '{}' >"$home/daemon.json"
  [ -e "$work/tun" ] || mknod -m 666 "$work/tun" c 10 200
  "${cage[@]}" --net --uts sh -ec \
    'hostname "$1"; [ ! -e /dev/net/tun ] || mount --bind "$2" /dev/net/tun; ip link set lo up; shift 2; exec "$@"' \
    sh "$1" "$work/tun" dockerd --config-file "$home/daemon.json" --data-root "$home/images" --exec-root "$home/run" \
    --pidfile "$home/pid" --host "$(address "$1")" --exec-opt native.cgroupdriver=cgroupfs \
    --cgroup-parent "/$cgroup" </dev/null >"$home/log" 2>&1 &
  engines[$1]=$!
  until DOCKER_HOST=$(address "$1") timeout 5 "$client" version >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "${engines[$1]}" 2>/dev/null; then
      tail -n 20 "$home/log" >&2
      die "the engine $1 did not start"
    fi
    sleep 0.2
  done
}

# stop_engines: ends them, waits until the last process of each is gone, and removes what is left in the file systems.
stop_engines() {
  local name first
  for name in "${!engines[@]}"; do
    first=$(first_process "$name")
    kill -KILL "${engines[$name]}" 2>/dev/null
    wait "${engines[$name]}" 2>/dev/null
    [ -z "$first" ] || timeout 20 tail --pid="$first" -f /dev/null
  done
  find /sys/fs/cgroup -depth -type d -path "*/$cgroup*" -exec rmdir {} + 2>/dev/null
}
