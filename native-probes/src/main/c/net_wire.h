/*
 * What the network clients and the server say to each other. All numbers are big endian.
 *
 * A TCP connection opens with a struct net_hello, or with the one byte NET_CRR, which is echoed and
 * answered by a close. A datagram of NET_UDP_HEADER bytes or more opens with a struct
 * net_datagram; a shorter one with one byte: NET_SHORT_ASK or NET_SHORT_ANSWER in the high half,
 * four bits of the sequence number in the low half. An answer is never taken for a question, so two
 * servers cannot be made to answer each other. Anything else is garbage.
 */
#ifndef TARE_NET_WIRE_H
#define TARE_NET_WIRE_H

#include <stdint.h>

/* "TaR" and the version of this protocol. */
#define NET_MAGIC 0x54615201u
/* The most bytes of a request over TCP: what the server buffers for one client. */
#define NET_MOST_BYTES 65536
/* The largest payload of a datagram over IPv4. */
#define NET_MOST_DATAGRAM 65507
/* The most chunk of a bulk transfer. */
#define NET_MOST_CHUNK (1 << 20)

#define NET_CRR 0xC7

enum net_pattern {
    /* bytes there, the same bytes back, until the client closes. */
    NET_RR = 1,
    /* Bytes to the server, in reads of bytes each; at the end it answers with their count, 8 bytes. */
    NET_STREAM = 2,
    /* Bytes from the server, in writes of bytes each. */
    NET_MAERTS = 3,
    /* A struct net_report for each byte that the client sends. */
    NET_CONTROL = 4,
};

struct net_hello {
    uint32_t magic;
    uint32_t pattern;
    /* From 1: the size of a request, or of what the server reads or writes with one call. */
    uint32_t bytes;
    uint32_t zero;
};

/* The server's account of itself and of this control connection. */
struct net_report {
    uint32_t magic;
    /* Marks the datagrams that are counted for this connection. */
    uint32_t flow;
    /* User and system time of the server's thread so far, ns: getrusage(RUSAGE_THREAD). */
    uint64_t cpu_ns;
    /* Datagrams and their payload received of this flow. */
    uint64_t datagrams;
    uint64_t bytes;
};

enum net_datagram_kind {
    NET_UDP_ASK = 0x54615211,
    NET_UDP_ANSWER = 0x54615212,
    NET_UDP_FLOW = 0x54615213,
};

struct net_datagram {
    uint32_t kind;
    /* The sequence number of a question or of a datagram of a flow. */
    uint32_t sequence;
    uint32_t flow;
};
#define NET_UDP_HEADER ((int)sizeof(struct net_datagram))

#define NET_SHORT_ASK 0xA0
#define NET_SHORT_ANSWER 0x50

#endif
