# Performing one scenario, and keeping what it leaves. Sourced by compose-test.

# compose SECONDS SCENARIO ARGUMENT…
compose() {
  env "PATH=${client%/*}:$PATH" LAB_TOOLS="$source" LAB_LOGS="${logs:-$work}" LAB_USER=1000:1000 \
    SWIFT_IMAGE="$swift" BASE_IMAGE="$base" DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1 \
    timeout --kill-after=10 "$1" "${composer[@]}" -p tcplab-test -f "compose/$2.yaml" "${@:3}" </dev/null
}

# perform SCENARIO FOLDER: runs it to its end, fills the folder, and has it judged.
perform() {
  local name=$1 left=$2 logs=$2/logs status=0 begun=$SECONDS
  empty "$left"
  compose 90 "$name" up --exit-code-from client >"$left/up" 2>&1 || status=$?
  echo "$status" >"$left/status"
  gather "$left"
  [ "$(type -t "try_$1")" != function ] || "try_$1" "$left/trial"
  compose 60 "$name" down >/dev/null 2>&1
  draw "$name" "$left"
  judge "$name" "$left"
  expect "${left##*/}: nothing of it is left with the engine" test "$(docker info --format '{{.Containers}}')" = 0
  echo "compose-test: ${left##*/} took $((SECONDS - begun)) s; what it left is in ${left#"$PWD/"}"
}

# empty FOLDER: where the tools may write into logs.
empty() {
  rm -rf "$1"
  mkdir -p "$1/said" "$1/complained" "$1/trial"
  install -d --owner=1000 --group=1000 "$1/logs"
}

# gather FOLDER: what the engine knows of the containers, and what each said.
gather() {
  local id service ids=()
  while read -r id service; do
    ids+=("$id")
    docker logs "$id" >"$1/said/$service" 2>"$1/complained/$service"
  done < <(docker ps --all --format '{{.ID}} {{.Label "com.docker.compose.service"}}')
  docker inspect "${ids[@]}" >"$1/containers.json"
}

# draw SCENARIO FOLDER: all planes on one clock, and their picture. A server in user space logs its frames itself.
draw() {
  local wire=$2/logs/$1-wire.pcapng told
  [ -e "$wire" ] || wire=$2/logs/$1-server.pcapng
  [ -e "$wire" ] || return 0
  # What a shell said is no event.
  mapfile -t told < <(grep --files-with-matches --max-count=1 '^{' "$2"/logs/*.ndjson "$2"/said/*)
  "$scratch/release/timeline" "${told[@]}" "$wire" >"$2/timeline.ndjson" 2>"$2/drawing" &&
    "$scratch/release/ladder" "$2/timeline.ndjson" >"$2/ladder.txt" 2>>"$2/drawing"
}

# judge SCENARIO FOLDER
judge() {
  local verdict
  verdict=$(scripts/compose/judge "$1" "$2")
  printf '%s\n' "$verdict"
  passed=$((passed + $(grep -c 'PASS$' <<<"$verdict"))) failed=$((failed + $(grep -c 'FAIL$' <<<"$verdict")))
  grep -q '^EXPECT ' <<<"$verdict" || die "nobody judged $1"
}

# try_lab FOLDER: what the lab's containers could do beyond what they do.
try_lab() {
  compose 30 lab run --rm --no-deps -T server cat /proc/self/status >"$1/status" 2>&1
  docker run --rm --cap-drop ALL tcplab capture -i lo --duration 100ms -o /dev/null >/dev/null 2>&1
  echo "$?" >"$1/without"
  docker run --rm --cap-drop ALL --cap-add NET_RAW tcplab capture -i lo --duration 100ms -o /dev/null >/dev/null 2>&1
  echo "$?" >"$1/with"
}
