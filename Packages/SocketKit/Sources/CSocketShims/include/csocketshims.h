// What Swift's Glibc module does not show, because it is built without _GNU_SOURCE or because it is a macro, a
// variadic function or a header that the module leaves out. One function for each missing thing, no policy.
#ifndef CSOCKETSHIMS_H
#define CSOCKETSHIMS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct sockaddr;
struct iovec;

/// strerrorname_np(3) and strerrordesc_np(3): NULL for a number the library does not know.
const char *csocket_error_name(int number);
const char *csocket_error_description(int number);

/// sigabbrev_np(3): "TERM"; NULL for a number without a name.
const char *csocket_signal_name(int number);

/// pipe2(2) with O_CLOEXEC.
int csocket_pipe(int ends[2]);

/// socketpair(2) of AF_UNIX, SOCK_SEQPACKET, nonblocking and closed on exec.
int csocket_message_pair(int ends[2]);

/// memfd_create(2) with MFD_CLOEXEC.
int csocket_memory(const char *name);
/// Such memory that neither grows nor shrinks any more, and whose seals are final: made so, and its seals.
extern const int csocket_fixed_size;
int csocket_seal(int descriptor);
int csocket_seals(int descriptor);

/// One aligned counter of shared memory, read and written whole.
int64_t csocket_load(const int64_t *counter);
void csocket_store(int64_t *counter, int64_t value);

/// sched_getaffinity(2): how many CPUs the calling thread may use, and keeping it on the place-th of them.
int csocket_processors(void);
int csocket_pin(int place);

/// prctl(2), PR_SET_NAME.
void csocket_set_name(const char *name);

/// The sets of a thread in capabilities(7), bit n for the capability n.
struct csocket_capabilities {
  uint64_t effective, permitted, inheritable;
};

/// capget(2) and capset(2) of the calling thread. 0, or −1 and errno.
int csocket_capget(struct csocket_capabilities *sets);
int csocket_capset(const struct csocket_capabilities *sets);

/// prctl(2), PR_SET_NO_NEW_PRIVS. 0, or −1 and errno.
int csocket_no_new_privileges(void);

/// accept4(2) with SOCK_NONBLOCK | SOCK_CLOEXEC; `address` has room for 128 octets.
int csocket_accept(int descriptor, void *address, unsigned *length);

/// unshare(2), setns(2) and the flags they take.
int csocket_unshare(int flags);
int csocket_setns(int descriptor, int flags);
extern const int csocket_new_user, csocket_new_network, csocket_new_mount;

/// renameat2(2) with RENAME_EXCHANGE.
int csocket_exchange(const char *path, const char *other);

/// pidfd_open(2), and pidfd_send_signal(2) with the information that kill(2) would give.
int csocket_pidfd_open(int pid);
int csocket_pidfd_signal(int descriptor, int signal);

/// What holds for a packet socket before its first frame: each stands behind a virtio-net header of 10 octets
/// (PACKET_VNET_HDR); those that this machine sends are not received (PACKET_IGNORE_OUTGOING); a tag that the kernel took out
/// is told beside a frame (PACKET_AUXDATA); or frames of VLANs are not received.
enum { csocket_packet_headers = 1, csocket_packet_incoming = 2, csocket_packet_tags = 4, csocket_packet_untagged = 8 };

/// A bound AF_PACKET socket of the interface: all protocols, nonblocking, closed on exec. −1 and errno.
int csocket_packet(int interface_index, unsigned options);

/// Asks for promiscuous reception as a membership, which the kernel takes back with the socket.
int csocket_packet_promiscuous(int descriptor, int interface_index);

/// A program for tcx that drops untagged datagrams of IPv4 for an address, a number: its descriptor, or −1 and errno. And its
/// link to what comes in on an interface, which lasts as long as its descriptor.
int csocket_shield_program(uint32_t address);
int csocket_shield_link(int program, int interface_index);

/// SO_RCVBUFFORCE, and SO_RCVBUF where that is not allowed.
int csocket_receive_buffer(int descriptor, int octets);

/// MSG_DONTWAIT, MSG_TRUNC.
extern const int csocket_dont_wait, csocket_truncated;

/// PACKET_RX_RING of TPACKET_V2, mapped: `count` slots of `slot` octets, powers of two and together at least 64 KiB. NULL
/// when there is none; the socket is then as it was. Frames longer than a slot wait in the socket, too (PACKET_COPY_THRESH).
void *csocket_packet_ring(int descriptor, size_t slot, size_t count);
/// Whether a frame lies in the slot, and where it is: its octets there and all it had. NULL for one that did not fit in and
/// waits nowhere as a whole.
int csocket_ring_holds(const void *slot);
const void *csocket_ring_frame(const void *slot, size_t *kept, size_t *length);
/// Gives the slot back to the kernel.
void csocket_ring_release(void *slot);

/// PACKET_STATISTICS: frames for which the receive buffer had no room since the last question.
int csocket_packet_drops(int descriptor);

/// The most messages that the two calls below take at once.
enum { csocket_frames_max = 64 };

/// The messages of the two calls below, made once: one a slot of `stride` octets. NULL without memory; to be given to free.
struct csocket_frames;
struct csocket_frames *csocket_frames_new(void *slots, size_t stride);

/// recvmmsg(2) into the first `count` slots, of which `room` octets are used; `lengths` receives how long each frame was,
/// which may be more. A tag that is told beside a frame is put back into it. The number of frames, or −1 and errno.
int csocket_receive_frames(
    int descriptor, struct csocket_frames *frames, size_t room, uint32_t *lengths, unsigned count);

/// sendmmsg(2) of `count` slots from `first` on, each of its length. The number of frames that were taken, or −1 and errno.
int csocket_send_frames(
    int descriptor, struct csocket_frames *frames, unsigned first, const uint32_t *lengths, unsigned count);

/// TUNSETIFF for a TAP without packet information; `name` (16 octets, may be empty) receives the name it got.
int csocket_tap(char name[16], int with_virtio_header);

/// TUNSETOFFLOAD with TUN_F_CSUM and TUN_F_TSO4, or with nothing.
int csocket_tap_offload(int descriptor, int is_offered);

/// SIOCGIFINDEX, SIOCGIFHWADDR, SIOCGIFMTU, and SIOCGIFFLAGS / SIOCSIFFLAGS with IFF_UP.
int csocket_interface_index(const char *name);
int csocket_interface_hardware_address(const char *name, uint8_t address[6]);
int csocket_interface_mtu(const char *name);
int csocket_interface_up(const char *name);

/// Whether SIOCGIFFLAGS has IFF_RUNNING: 1, 0, or −1 and errno.
int csocket_interface_running(const char *name);

/// The octets of TCP_INFO that the kernel filled, in the layout of <linux/tcp.h>, as far as we read it.
struct csocket_tcp_info {
  uint8_t state, congestion_state, retransmits, probes, backoff, options, scales, delivery_flags;
  uint32_t rto_us, ato_us, send_mss, receive_mss;
  uint32_t unacknowledged, sacked, lost, retransmitting, forward_acks;
  uint32_t last_data_sent_ms, last_ack_sent_ms, last_data_received_ms, last_ack_received_ms;
  uint32_t path_mtu, receive_threshold, rtt_us, rtt_variance_us, send_threshold, congestion_window, advertised_mss,
      reordering;
  uint32_t receive_rtt_us, receive_space, total_retransmits;
  uint64_t pacing_rate, max_pacing_rate, octets_acked, octets_received;
  uint32_t segments_out, segments_in, not_sent_octets, min_rtt_us, data_segments_in, data_segments_out;
  uint64_t delivery_rate;
};
int csocket_tcp_info(int descriptor, struct csocket_tcp_info *info);

#endif
