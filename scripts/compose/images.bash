# The images that the scenarios begin with, without a registry. Sourced by compose-test.
#
# debootstrap makes those that the Dockerfile begins with, and puts into them what the Dockerfile's apt-get would fetch.

base=debian:bookworm-slim
swift=swift:6.3-bookworm
# Of what the official Swift image has, what a build needs.
swift_packages='binutils ca-certificates git libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libsqlite3-0
  libstdc++-12-dev libxml2 zlib1g-dev'
staged=build/compose/tools

# packages STAGE: what the Dockerfile installs in it.
packages() {
  sed -n "/ AS $1\$/,/^FROM .* AS /s/.*--no-install-recommends \(.*\) .*/\1/p" compose/Dockerfile
}

# tool_names: what the Dockerfile compiles.
tool_names() { sed -n 's/^ARG NAMES="\(.*\)"$/\1/p' compose/Dockerfile; }

# make_image NAME PACKAGES [TOOLCHAIN]: a minimal Debian with them, and the toolchain in /opt/swift/usr.
make_image() {
  local root=$work/root list
  list=$(tr -s ' \n' ',' <<<"$2")
  quietly "debootstrap of $1" "${cage[@]}" timeout 300 \
    debootstrap --variant=minbase --include="${list%,}" bookworm "$root" || die "no image for $1"
  rm -f "$root"/var/cache/apt/archives/*.deb
  mkdir -p "$root/opt/swift/usr"
  "${cage[@]}" sh -c '[ -z "$2" ] || mount --bind "$2" "$1/opt/swift/usr"; exec tar -C "$1" -c .' sh "$root" "${3-}" |
    timeout 300 "$client" import --change 'ENV PATH=/opt/swift/usr/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
      - "$1" >/dev/null || die "no image for $1"
  rm -rf --one-file-system "$root"
}

# build_tools: the drawing tools always, as they run here; those for the containers unless they are compiled there.
build_tools() {
  local tool wanted=(timeline ladder) names
  read -r -a names < <(tool_names)
  [ "$source" = build ] || wanted+=("${names[@]}")
  for tool in "${wanted[@]}"; do
    quietly "build of $tool" timeout 900 swift build -c release --static-swift-stdlib --scratch-path "$scratch" \
      --product "$tool" || die "$tool does not compile"
  done
  [ "$source" = prebuilt ] || return 0
  mkdir -p "$staged"
  for tool in "${names[@]}"; do install --strip "$scratch/release/$tool" "$staged/" || die "no $tool"; done
}

# make_images: all that the engine of DOCKER_HOST needs.
make_images() {
  local toolchain
  make_image "$base" "$(packages runtime)"
  if [ "$source" = build ]; then
    toolchain=$(realpath "$(command -v swift)")
    make_image "$swift" "$swift_packages $(packages build)" "${toolchain%/bin/*}"
  fi
  quietly 'build of the image' compose 900 lab build client || die 'the image was not built'
}
