#define _GNU_SOURCE
#include "csocketshims.h"
#include "quietly.h"
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static int switch_on(int descriptor, int option) {
  const int on = 1;
  return setsockopt(descriptor, SOL_PACKET, option, &on, sizeof on);
}

/// Lets nothing in that has the number of a VLAN; a tag with the number 0 is a priority alone (IEEE 802.1Q §9.6).
static int refuse_tagged(int descriptor) {
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_VLAN_TAG)),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0xFFF, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0),
      BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
  };
  const struct sock_fprog program = {.len = sizeof steps / sizeof steps[0], .filter = steps};
  return setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

int csocket_packet(int interface_index, unsigned options) {
  // Protocol 0 receives nothing until bind names the interface: no frame of another one slips in between, and none before
  // the options hold.
  const int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const struct sockaddr_ll address = {
      .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = interface_index};
  if ((options & csocket_packet_headers) != 0 && switch_on(descriptor, PACKET_VNET_HDR) != 0) goto failed;
  if ((options & csocket_packet_incoming) != 0 && switch_on(descriptor, PACKET_IGNORE_OUTGOING) != 0) goto failed;
  if ((options & csocket_packet_tags) != 0 && switch_on(descriptor, PACKET_AUXDATA) != 0) goto failed;
  if ((options & csocket_packet_untagged) != 0 && refuse_tagged(descriptor) != 0) goto failed;
  if (bind(descriptor, (const struct sockaddr *)&address, sizeof address) == 0) return descriptor;
failed:
  close_quietly(descriptor);
  return -1;
}

int csocket_packet_promiscuous(int descriptor, int interface_index) {
  const struct packet_mreq request = {.mr_ifindex = interface_index, .mr_type = PACKET_MR_PROMISC};
  return setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, sizeof request);
}

int csocket_receive_buffer(int descriptor, int octets) {
  if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &octets, sizeof octets) == 0) return 0;
  return setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
}

int csocket_packet_drops(int descriptor) {
  struct tpacket_stats statistics;
  socklen_t length = sizeof statistics;
  if (getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) != 0) return -1;
  return statistics.tp_drops > INT_MAX ? INT_MAX : (int)statistics.tp_drops;
}

const int csocket_dont_wait = MSG_DONTWAIT, csocket_truncated = MSG_TRUNC;

void *csocket_packet_ring(int descriptor, size_t slot, size_t count) {
  const int version = TPACKET_V2;
  const struct tpacket_req request = {
      .tp_block_size = 1 << 16, .tp_block_nr = slot * count >> 16, .tp_frame_size = slot, .tp_frame_nr = count};
  if (setsockopt(descriptor, SOL_PACKET, PACKET_VERSION, &version, sizeof version) != 0) return NULL;
  if (switch_on(descriptor, PACKET_COPY_THRESH) != 0) return NULL;
  if (setsockopt(descriptor, SOL_PACKET, PACKET_RX_RING, &request, sizeof request) != 0) return NULL;
  void *const ring = mmap(NULL, slot * count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (ring != MAP_FAILED) return ring;
  // Frames would go where nobody sees them.
  const int saved = errno;
  const struct tpacket_req none = {0};
  setsockopt(descriptor, SOL_PACKET, PACKET_RX_RING, &none, sizeof none);
  errno = saved;
  return NULL;
}

int csocket_ring_holds(const void *slot) {
  return (__atomic_load_n(&((const struct tpacket2_hdr *)slot)->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) != 0;
}

const void *csocket_ring_frame(const void *slot, size_t *kept, size_t *length) {
  const struct tpacket2_hdr *const header = slot;
  *kept = header->tp_snaplen;
  *length = header->tp_len;
  if (*kept < *length && (header->tp_status & TP_STATUS_COPY) == 0) return NULL;
  return (const char *)slot + header->tp_mac;
}

void csocket_ring_release(void *slot) {
  __atomic_store_n(&((struct tpacket2_hdr *)slot)->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
}

/// What the kernel says beside a frame.
union note {
  struct cmsghdr header;
  char octets[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
};

struct csocket_frames {
  struct mmsghdr messages[csocket_frames_max];
  struct iovec places[csocket_frames_max];
  union note notes[csocket_frames_max];
};

struct csocket_frames *csocket_frames_new(void *slots, size_t stride) {
  struct csocket_frames *frames = calloc(1, sizeof *frames);
  if (frames == NULL) return NULL;
  for (unsigned index = 0; index < csocket_frames_max; index++) {
    frames->places[index].iov_base = (char *)slots + index * stride;
    frames->messages[index].msg_hdr.msg_iov = &frames->places[index];
    frames->messages[index].msg_hdr.msg_iovlen = 1;
  }
  return frames;
}

/// Puts the tag of a VLAN back, which the kernel has taken out of a frame and tells beside it.
///
/// The length that the frame has then, which is more than the room when it was, or when the tag does not fit in.
static uint32_t with_tag(const struct msghdr *message, char *slot, uint32_t length, size_t room) {
  const size_t stations = sizeof(struct virtio_net_hdr) + 2 * ETH_ALEN;
  const struct cmsghdr *const note = CMSG_FIRSTHDR(message);
  if (note == NULL || note->cmsg_level != SOL_PACKET || note->cmsg_type != PACKET_AUXDATA) return length;
  struct tpacket_auxdata beside;
  memcpy(&beside, CMSG_DATA(note), sizeof beside);
  if ((beside.tp_status & TP_STATUS_VLAN_VALID) == 0 || length < stations) return length;
  const uint16_t protocol = (beside.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0 ? beside.tp_vlan_tpid : ETH_P_8021Q;
  const uint16_t tag[2] = {htons(protocol), htons(beside.tp_vlan_tci)};
  if (length + sizeof tag > room) return length + sizeof tag;
  memmove(slot + stations + sizeof tag, slot + stations, length - stations);
  memcpy(slot + stations, tag, sizeof tag);
  struct virtio_net_hdr header;
  memcpy(&header, slot, sizeof header);
  if (header.hdr_len != 0) header.hdr_len += sizeof tag;
  if ((header.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM) != 0) header.csum_start += sizeof tag;
  memcpy(slot, &header, sizeof header);
  return length + sizeof tag;
}

int csocket_receive_frames(
    int descriptor, struct csocket_frames *frames, size_t room, uint32_t *lengths, unsigned count) {
  for (unsigned index = 0; index < count; index++) {
    frames->places[index].iov_len = room;
    frames->messages[index].msg_hdr.msg_control = &frames->notes[index];
    frames->messages[index].msg_hdr.msg_controllen = sizeof frames->notes[index];
  }
  const int taken = recvmmsg(descriptor, frames->messages, count, MSG_DONTWAIT | MSG_TRUNC, NULL);
  for (int index = 0; index < taken; index++) {
    const struct mmsghdr *const message = &frames->messages[index];
    lengths[index] = with_tag(&message->msg_hdr, frames->places[index].iov_base, message->msg_len, room);
  }
  return taken;
}

int csocket_send_frames(
    int descriptor, struct csocket_frames *frames, unsigned first, const uint32_t *lengths, unsigned count) {
  for (unsigned index = first; index < first + count; index++) {
    frames->places[index].iov_len = lengths[index];
    frames->messages[index].msg_hdr.msg_control = NULL;
    frames->messages[index].msg_hdr.msg_controllen = 0;
  }
  return sendmmsg(descriptor, frames->messages + first, count, MSG_DONTWAIT);
}
