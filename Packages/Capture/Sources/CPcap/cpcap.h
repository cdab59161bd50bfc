/* libpcap as the system has it, see pcap(3PCAP), and the socket options of packet(7) that it has no call for. */
#include <linux/if_packet.h>
#include <pcap/pcap.h>
