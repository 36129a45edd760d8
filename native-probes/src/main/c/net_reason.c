/* What went wrong with a server, in one line with the remedy. */
#include "net_client.h"

#include <stdio.h>
#include <string.h>

static int64_t number_in(const char *file) {
    long long value = -1;
    FILE *f = fopen(file, "re");
    if (f) {
        if (fscanf(f, "%lld", &value) != 1) {
            value = -1;
        }
        fclose(f);
    }
    return value;
}

int net_tracking_is_full(int64_t *most) {
    int64_t count = number_in("/proc/sys/net/netfilter/nf_conntrack_count");
    *most = number_in("/proc/sys/net/netfilter/nf_conntrack_max");
    return *most > 0 && count >= *most - *most / 50;
}

static int64_t no_answer(struct probe *p, const struct net_client *c, int err) {
    return probe_fail(p, err,
                      "%s port %d did not answer for %lld ms: the server is stopped, or a firewall "
                      "drops TCP or UDP on that port; try again there, or open the port",
                      c->host, (int)c->port, (long long)c->timeout_ms);
}

/* Nobody listens, or whoever did has gone. */
static int64_t nobody(struct probe *p, const struct net_client *c, int err) {
    int port = (int)c->port;
    if (c->program) {
        return probe_fail(p, err,
                          err == ECONNREFUSED ? "connection refused by %s port %d: no %s listens there"
                                              : "%s port %d closed the connection: its %s ended, or "
                                                "has no connection left",
                          c->host, port, c->program);
    }
    if (err == ECONNREFUSED) {
        return probe_fail(p, err, "connection refused by %s port %d: no server listens there; "
                                  "start one with: java -jar benchmarks.jar serve --port %d",
                          c->host, port, port);
    }
    return probe_fail(p, err, "%s port %d closed the connection: the server ended, is full, or "
                              "is none of this version; start this jar's serve there",
                      c->host, port);
}

int64_t net_client_fail(struct probe *p, const struct net_client *c, int err) {
    const char *host = c->host;
    int port = (int)c->port;
    int64_t most;
    if (err == EAGAIN) {
        err = ETIMEDOUT;
    }
    if ((err == ETIMEDOUT || err == EPERM) && net_tracking_is_full(&most)) {
        return probe_fail(p, err, "the table of tracked connections is full (%lld): raise "
                                  "net.netfilter.nf_conntrack_max, or wait two minutes",
                          (long long)most);
    }
    switch (err) {
    case ETIMEDOUT:
        return no_answer(p, c, err);
    case ECONNREFUSED:
    case ECONNRESET:
    case EPIPE:
        return nobody(p, c, err);
    case EHOSTUNREACH:
    case ENETUNREACH:
        return probe_fail(p, err, "%s is unreachable (%s): see ip route get %s", host,
                          strerror(err), host);
    case EADDRNOTAVAIL:
        return probe_fail(p, err, "no local port is left towards %s port %d: widen "
                                  "net.ipv4.ip_local_port_range, or wait a minute",
                          host, port);
    case EMFILE:
    case ENFILE:
        return probe_fail(p, err, "no file descriptor is left: raise ulimit -n");
    case EPERM:
    case EACCES:
        return probe_fail(p, err, "packets to %s port %d are forbidden (%s): a firewall rule of "
                                  "this system rejects them; see nft list ruleset",
                          host, port, strerror(err));
    default:
        return probe_fail(p, err, "%s port %d: %s", host, port, strerror(err));
    }
}
