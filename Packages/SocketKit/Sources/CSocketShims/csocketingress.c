#define _GNU_SOURCE
#include "csocketshims.h"
#include <arpa/inet.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// <linux/bpf.h> of Linux 6.6, which is younger than the oldest system that this is built on.
enum { tcx_next = -1, tcx_drop = 2, tcx_ingress = 46 };

// Where the kernel's machine keeps what: the answer of a program and of a load, the frame it is run for, and the same where
// a load from the frame's octets looks for it.
enum { answer = BPF_REG_0, given = BPF_REG_1, frame = BPF_REG_6 };

#define LOAD_FIELD(field) \
  {.code = BPF_LDX | BPF_MEM | BPF_W, .dst_reg = answer, .src_reg = given, .off = offsetof(struct __sk_buff, field)}
#define LOAD_OCTETS(offset) {.code = BPF_LD | BPF_ABS | BPF_W, .imm = (offset)}
#define UNLESS(value, skipped) \
  {.code = BPF_JMP32 | BPF_JNE | BPF_K, .dst_reg = answer, .off = (skipped), .imm = (int32_t)(value)}
#define COPY(to, from) {.code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = (to), .src_reg = (from)}
#define ANSWER(value) {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = answer, .imm = (value)}, {.code = BPF_JMP | BPF_EXIT}

int csocket_shield_program(uint32_t address) {
  const struct bpf_insn program[] = {
      LOAD_FIELD(protocol),                                         // 0
      UNLESS(htons(ETH_P_IP), 7),                                   // 1: to 9
      LOAD_FIELD(vlan_present),                                     // 2
      UNLESS(0, 5),                                                 // 3: to 9, for what comes by a VLAN is another interface's
      COPY(frame, given),                                           // 4
      LOAD_OCTETS(ETH_HLEN + offsetof(struct iphdr, daddr)),        // 5: in the machine's order; ends with 0 where there are none
      UNLESS(address, 2),                                           // 6: to 9
      ANSWER(tcx_drop),                                             // 7, 8
      ANSWER(tcx_next),                                             // 9, 10
  };
  union bpf_attr request;
  memset(&request, 0, sizeof request);
  request.prog_type = BPF_PROG_TYPE_SCHED_CLS;
  request.insns = (uintptr_t)program;
  request.insn_cnt = sizeof program / sizeof program[0];
  request.license = (uintptr_t) "";
  return (int)syscall(SYS_bpf, BPF_PROG_LOAD, &request, sizeof request);
}

int csocket_shield_link(int program, int interface_index) {
  union bpf_attr request;
  memset(&request, 0, sizeof request);
  request.link_create.prog_fd = (uint32_t)program;
  request.link_create.target_ifindex = (uint32_t)interface_index;
  request.link_create.attach_type = tcx_ingress;
  return (int)syscall(SYS_bpf, BPF_LINK_CREATE, &request, sizeof request);
}
