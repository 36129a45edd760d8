/* The server's side of its connections and datagrams: what each may hold, and one step of each. */
#ifndef TARE_NET_PEER_H
#define TARE_NET_PEER_H

#include "net_wire.h"
#include "probe.h"

/* The most connections at one time; a further one is closed as soon as it is accepted. */
#define NET_MOST_PEERS 4096
/* How long a blocking read of the server waits; one tick of the kernel's timer or more. */
#define NET_HOT_IDLE_US 4000
/* Datagrams taken with one call. */
#define NET_MOST_AT_ONCE 16

enum net_step { NET_KEEP, NET_IDLE, NET_DROP };

enum net_state { NET_SAYS_HELLO = 0 };

struct net_peer {
    /* -1: free. */
    int fd;
    /* NET_SAYS_HELLO, then an enum net_pattern. */
    int state;
    /* Of the hello, the request or the answer: how many bytes of how many. */
    uint32_t have;
    uint32_t need;
    /* The request is complete and its answer is under way. */
    int answering;
    /* What epoll is asked for; 0: not yet known to it. */
    uint32_t events;
    /* Served without epoll for the moment. */
    int alone;
    int64_t since_ns;
    /* Told apart from an earlier holder of this place, for flows. */
    uint16_t generation;
    uint64_t datagrams;
    uint64_t received;
    /* NET_MOST_BYTES mapped for NET_RR of more than small; NULL otherwise. */
    uint8_t *large;
    uint8_t small[64];
};

struct net_server {
    int epoll;
    int listener;
    int datagrams;
    /* Listens on all addresses, so that a datagram has to say which of them it came to. */
    int everywhere;
    /* Given up for a moment to turn a client away when no descriptor is left. */
    int spare;
    int connected;
    /* Of them, how many have not said their pattern yet. */
    int half_open;
    /* How long a connection may take to say its pattern. */
    int64_t hello_ms;
    int64_t expired_ns;
    struct net_peer peers[NET_MOST_PEERS];
    /* The places of peers from here up have never been used. */
    int used;
    uint8_t bulk[NET_MOST_AT_ONCE * NET_MOST_BYTES];
};

void net_server_init(struct net_server *s);
void net_server_close(struct net_server *s);

/* Binds both sockets to one port number; reads helloMs (5000). The port, or -errno with the reason. */
int64_t net_listen(struct probe *p, const char *address, int port, struct net_server *s);

/*
 * Takes one connection and serves its first bytes: those that are here, or, with flags 0, those
 * that come within NET_HOT_IDLE_US.
 */
enum net_step net_server_accept(struct net_server *s, int flags);

/* Answers questions and counts the datagrams of flows. flags as of recv(). */
enum net_step net_server_datagrams(struct net_server *s, int flags);

/* Closes connections that did not say their pattern in time; looks twice in that time at most. */
void net_server_expire(struct net_server *s);

/* One read or write of a connection. flags as of recv(). */
enum net_step net_peer_step(struct net_server *s, struct net_peer *peer, int flags);

/* Takes a connection out of epoll, and back. 0, or -1 with errno. */
int net_peer_leave_epoll(struct net_server *s, struct net_peer *peer);
int net_peer_join_epoll(struct net_server *s, struct net_peer *peer);

void net_peer_drop(struct net_server *s, struct net_peer *peer);

#endif
