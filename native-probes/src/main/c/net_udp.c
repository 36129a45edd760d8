/* The server's datagrams: questions are answered, those of a flow are counted. */
#define _GNU_SOURCE
#include "net_peer.h"

#include <endian.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Room for the address that a datagram was sent to, of either family. */
union to {
    struct cmsghdr align;
    uint8_t bytes[CMSG_SPACE(sizeof(struct in6_pktinfo))];
};

struct datagram {
    struct sockaddr_storage from;
    union to to;
    struct iovec data;
};

/* Lets the route choose the device: a packet to an own address came in through loopback. */
static void keep_address_only(struct msghdr *m) {
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
            ((struct in_pktinfo *)(void *)CMSG_DATA(c))->ipi_ifindex = 0;
        }
    }
}

/* Sends the datagram back to where it came from; one that does not fit the queue is lost. */
static void reply(int fd, struct msghdr *m, size_t length) {
    if (m->msg_controllen == 0) {
        (void)!sendto(fd, m->msg_iov->iov_base, length, MSG_NOSIGNAL | MSG_DONTWAIT, m->msg_name,
                      m->msg_namelen);
        return;
    }
    m->msg_iov->iov_len = length;
    keep_address_only(m);
    (void)!sendmsg(fd, m, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void count(struct net_server *s, uint32_t flow, size_t length) {
    uint32_t place = flow & 0xFFFF;
    if (place < (uint32_t)s->used) {
        struct net_peer *peer = &s->peers[place];
        if (peer->fd >= 0 && peer->state == NET_CONTROL && peer->generation == flow >> 16) {
            peer->datagrams++;
            peer->received += length;
        }
    }
}

/* Whether the datagram is one of a flow. */
static int take(struct net_server *s, struct msghdr *m, size_t length) {
    uint8_t *data = m->msg_iov->iov_base;
    struct net_datagram header;
    if (length >= sizeof header) {
        memcpy(&header, data, sizeof header);
        uint32_t kind = be32toh(header.kind);
        if (kind == NET_UDP_FLOW) {
            count(s, be32toh(header.flow), length);
            return 1;
        }
        if (kind == NET_UDP_ASK) {
            header.kind = htobe32(NET_UDP_ANSWER);
            memcpy(data, &header, sizeof header);
            reply(s->datagrams, m, length);
        }
    } else if (length > 0 && (data[0] & 0xF0) == NET_SHORT_ASK) {
        data[0] = (uint8_t)(NET_SHORT_ANSWER | (data[0] & 0x0F));
        reply(s->datagrams, m, length);
    }
    return 0;
}

static void prepare(struct net_server *s, struct datagram *d, struct msghdr *m, int i) {
    d->data.iov_base = s->bulk + (size_t)i * NET_MOST_BYTES;
    d->data.iov_len = NET_MOST_BYTES;
    *m = (struct msghdr){
        .msg_name = &d->from,
        .msg_namelen = sizeof d->from,
        .msg_iov = &d->data,
        .msg_iovlen = 1,
        .msg_control = s->everywhere ? &d->to : NULL,
        .msg_controllen = s->everywhere ? sizeof d->to : 0,
    };
}

/* Takes what follows a datagram of a flow, many with one call. */
static void take_more(struct net_server *s) {
    struct datagram datagrams[NET_MOST_AT_ONCE];
    struct mmsghdr messages[NET_MOST_AT_ONCE];
    for (int i = 0; i < NET_MOST_AT_ONCE; i++) {
        prepare(s, &datagrams[i], &messages[i].msg_hdr, i);
    }
    int n = recvmmsg(s->datagrams, messages, NET_MOST_AT_ONCE, MSG_DONTWAIT, NULL);
    for (int i = 0; i < n; i++) {
        take(s, &messages[i].msg_hdr, messages[i].msg_len);
    }
}

enum net_step net_server_datagrams(struct net_server *s, int flags) {
    struct datagram datagram;
    struct msghdr message;
    prepare(s, &datagram, &message, 0);
    ssize_t n = s->everywhere ? recvmsg(s->datagrams, &message, flags)
                              : recvfrom(s->datagrams, s->bulk, NET_MOST_BYTES, flags,
                                         message.msg_name, &message.msg_namelen);
    if (n < 0) {
        return NET_IDLE;
    }
    if (take(s, &message, (size_t)n)) {
        take_more(s);
    }
    return NET_KEEP;
}
