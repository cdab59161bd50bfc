# The load scenario over two engines that a cable joins, as two machines. Sourced by compose-test.

# join_engines ONE OTHER: a cable between them, and a swarm over it: the first is its manager.
join_engines() {
  local one other token
  one=$(first_process "$1") other=$(first_process "$2")
  ip link add cable netns "$one" type veth peer name cable netns "$other" || die 'no cable'
  nsenter --net --target "$one" sh -c 'ip addr add 192.0.2.1/24 dev cable && ip link set cable up'
  nsenter --net --target "$other" sh -c 'ip addr add 192.0.2.2/24 dev cable && ip link set cable up'
  docker --host "$(address "$1")" swarm init --listen-addr 192.0.2.1 --advertise-addr 192.0.2.1 >/dev/null &&
    token=$(docker --host "$(address "$1")" swarm join-token --quiet worker) &&
    docker --host "$(address "$2")" swarm join --token "$token" --listen-addr 192.0.2.2 --advertise-addr 192.0.2.2 \
      192.0.2.1 >/dev/null || die 'no swarm'
  docker node update --label-add tcplab=load "$1" >/dev/null && docker node update --label-add tcplab=server "$2" >/dev/null ||
    die 'the machines got no labels'
}

# make_swarm: a second engine with the same image, joined to the first.
make_swarm() {
  start_engine two
  LIMIT=120 docker save tcplab | timeout 120 "$client" --host "$(address two)" load >/dev/null || die 'no image on two'
  join_engines one two
}

# perform_stack FOLDER: deploys compose/stack.yaml, waits for the load to end, fills the folder, and has it judged. What
# passes the cable is captured meanwhile.
perform_stack() {
  local left=$1 begun watcher
  [ -v 'engines[two]' ] || make_swarm
  begun=$SECONDS
  empty "$left"
  nsenter --net --target "$(first_process one)" "$scratch/release/capture" -j -i cable -f 'udp port 4789' -s 256 \
    -o "$left/logs/stack-cable.pcapng" </dev/null >"$left/said/cable" 2>"$left/complained/cable" &
  watcher=$!
  docker stack deploy --resolve-image never --compose-file compose/stack.yaml tcplab >"$left/up" 2>&1
  await_load
  gather_stack "$left"
  docker stack rm tcplab >>"$left/up" 2>&1
  kill -TERM "$watcher"
  wait "$watcher"
  judge stack "$left"
  expect 'stack: nothing of it is left with the swarm' test -z "$(docker service ls --quiet)"
  echo "compose-test: stack took $((SECONDS - begun)) s; what it left is in ${left#"$PWD/"}"
}

# await_load: until its one task has ended, or a minute is over.
await_load() {
  local deadline=$((SECONDS + 60))
  until docker service ps --format '{{.CurrentState}}' tcplab_load 2>/dev/null | grep -qE '^(Complete|Failed|Rejected)'; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

# gather_stack FOLDER
gather_stack() {
  local service
  for service in server load; do
    docker service logs --raw "tcplab_$service" >"$1/said/$service" 2>"$1/complained/$service"
    docker service ps --no-trunc --format '{{json .}}' "tcplab_$service" >"$1/logs/stack-$service.ndjson"
  done
  docker service inspect tcplab_server tcplab_load >"$1/services.json"
  docker network inspect tcplab_wire >"$1/network.json"
}
