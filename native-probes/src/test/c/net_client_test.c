#define _GNU_SOURCE
#include "check.h"
#include "net_client.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t server;
static char config[128];

static const char *with(const char *more) {
    static char text[512];
    snprintf(text, sizeof text, "%s%s", config, more);
    return text;
}

static int64_t count(int64_t handle, const char *name) {
    return tare_probe_counter(handle, name);
}

static int says(int64_t handle, const char *part) {
    return strstr(tare_probe_reason(handle), part) != NULL;
}

/* A new server, and the config of its clients. */
static pid_t serve(void) {
    server = opened("net-own-server", "cpus=none\n");
    snprintf(config, sizeof config, "cpus=none\nport=%d\n", (int)count(server, "port"));
    return (pid_t)batch(server, 1, NULL);
}

static void every_pattern_works(void) {
    static const char *const exchanges[][2] = {
        {"tcp-rr", "bytes=1\n"},     {"tcp-rr", "bytes=14\n"},   {"tcp-rr", "bytes=65536\n"},
        {"tcp-rr", "bytes=100\n"},   {"udp-rr", "bytes=1\n"},    {"udp-rr", "bytes=11\n"},
        {"udp-rr", "bytes=12\n"},    {"udp-rr", "bytes=14\n"},   {"udp-rr", "bytes=1472\n"},
        {"udp-rr", "bytes=65507\n"}, {"tcp-crr", ""},
    };
    for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++) {
        int64_t ns[100] = {0};
        int64_t handle = opened(exchanges[i][0], with(exchanges[i][1]));
        CHECK_EQ(batch(handle, 100, ns), 100);
        CHECK(ns[0] > 0 && ns[99] > 0);
        CHECK_EQ(batch(handle, 100, NULL), 100);
        CHECK(count(handle, "serverCpuNs") >= 0);
        CHECK(count(handle, "clientCpuNs") > 0);
        CHECK_EQ(count(handle, "cpu"), -ENODATA);
        CHECK_EQ(count(handle, "nothing"), -ENOENT);
        tare_probe_close(handle);
    }
}

static void bulk_arrives_whole(void) {
    int64_t handle = opened("tcp-stream", with("chunk=65536\n"));
    CHECK_EQ(batch(handle, 100, NULL), 100 * 65536);
    CHECK(count(handle, "retransmits") >= 0);
    CHECK_EQ(count(handle, "missing"), 0);
    tare_probe_close(handle);
    handle = opened("tcp-stream", with("direction=fromServer\nchunk=1000\n"));
    CHECK_EQ(batch(handle, 1000, NULL), 1000000);
    CHECK_EQ(count(handle, "missing"), 0);
    tare_probe_close(handle);
    handle = opened("tcp-stream", with("chunk=65536\nread=1000\n"));
    CHECK_EQ(batch(handle, 100, NULL), 100 * 65536);
    CHECK_EQ(count(handle, "missing"), 0);
    tare_probe_close(handle);
    CHECK_EQ(refused("tcp-stream", with("direction=fromServer\nread=1000\n")), -EINVAL);
    CHECK_EQ(refused("tcp-stream", with("direction=sideways\n")), -EINVAL);
}

static void datagrams_are_counted_by_the_server(void) {
    int64_t handle = opened("udp-stream", with("bytes=1472\n"));
    CHECK_EQ(batch(handle, 2000, NULL), 2000);
    CHECK(count(handle, "received") >= 2000);
    CHECK(count(handle, "lost") >= 0);
    tare_probe_close(handle);
    CHECK_EQ(refused("udp-stream", with("bytes=11\n")), -EINVAL);
}

static void both_ends_are_pinned(void) {
    cpu_set_t before;
    cpu_set_t during;
    CHECK_EQ(sched_getaffinity(0, sizeof before, &before), 0);
    char text[128];
    snprintf(text, sizeof text, "%scpus=auto\n", strchr(config, '\n') + 1);
    int64_t handle = opened("tcp-rr", text);
    CHECK_EQ(sched_getaffinity(0, sizeof during, &during), 0);
    CHECK_EQ(CPU_COUNT(&during), 1);
    CHECK(CPU_ISSET((size_t)count(handle, "cpu"), &during));
    tare_probe_close(handle);
    CHECK_EQ(sched_getaffinity(0, sizeof during, &during), 0);
    CHECK(CPU_EQUAL(&before, &during));
    CHECK_EQ(refused("net-own-server", "cpus=0\n"), -EINVAL);
    CHECK_EQ(refused("net-own-server", "cpus=0,\n") < 0, 1);
    CHECK_EQ(refused("net-own-server", "cpus=0,1023\n"), -EINVAL);
}

static void refusals_are_one_line(void) {
    static const char *const probes[] = {"tcp-rr", "udp-rr", "tcp-crr", "tcp-stream", "udp-stream"};
    int64_t gone = opened("net-own-server", "cpus=none\n");
    char closed[64];
    snprintf(closed, sizeof closed, "cpus=none\nport=%d\n", (int)count(gone, "port"));
    tare_probe_close(gone);
    for (int i = 0; i < 5; i++) {
        int64_t handle = tare_probe_new(probes[i], closed);
        CHECK_EQ(tare_probe_open(handle), -ECONNREFUSED);
        CHECK(says(handle, "connection refused by 127.0.0.1 port"));
        CHECK(!says(handle, "\n"));
        tare_probe_close(handle);
    }
    CHECK_EQ(refused("tcp-rr", "host=nobody.invalid\nport=1\n"), -ENOENT);
    CHECK_EQ(refused("tcp-rr", "port=0\n"), -EINVAL);
    CHECK_EQ(refused("tcp-rr", with("bytes=65537\n")), -EINVAL);
    CHECK_EQ(refused("tcp-rr", with("rate=-1\n")), -EINVAL);
    CHECK_EQ(refused("net-server", "bind=192.0.2.1\n"), -EADDRNOTAVAIL);
}

static void every_error_has_its_remedy(void) {
    static const struct {
        int err;
        const char *remedy;
    } errors[] = {
        {EADDRNOTAVAIL, "ip_local_port_range"}, {EHOSTUNREACH, "ip route get"},
        {ENETUNREACH, "ip route get"},          {ECONNRESET, "closed the connection"},
        {EPIPE, "closed the connection"},       {EMFILE, "ulimit -n"},
        {EAGAIN, "did not answer"},             {EPERM, "firewall"},
    };
    int64_t handle = opened("tcp-rr", config);
    struct net_client client = {.host = "here", .port = 1};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        CHECK(net_client_fail((struct probe *)(intptr_t)handle, &client, errors[i].err) < 0);
        CHECK(says(handle, errors[i].remedy));
    }
    tare_probe_close(handle);
}

static void a_stopped_server_is_a_timeout(pid_t pid) {
    static const char *const probes[] = {"tcp-rr", "udp-rr", "tcp-crr", "tcp-stream", "udp-stream"};
    int64_t handles[5];
    for (int i = 0; i < 5; i++) {
        handles[i] = opened(probes[i], with(i == 1 ? "timeoutMs=300\nretransmitMs=50\n"
                                                   : "timeoutMs=300\n"));
    }
    int64_t heard = opened("udp-rr", with("timeoutMs=300\nretransmitMs=50\n"));
    CHECK_EQ(batch(heard, 1, NULL), 1);
    kill(pid, SIGSTOP);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(batch(handles[i], 100000, NULL), -ETIMEDOUT);
        CHECK(says(handles[i], "did not answer"));
    }
    CHECK_EQ(batch(heard, 1, NULL), -ETIMEDOUT);
    CHECK(says(heard, "had answered, then lost 7 questions of 1 B in a row"));
    tare_probe_close(heard);
    CHECK_EQ(count(handles[1], "lost"), 7);
    CHECK_EQ(refused("tcp-rr", with("timeoutMs=300\n")), -ETIMEDOUT);
    kill(pid, SIGCONT);
    for (int i = 0; i < 5; i++) {
        tare_probe_close(handles[i]);
    }
    int64_t again = opened("tcp-rr", config);
    CHECK_EQ(batch(again, 10, NULL), 10);
    tare_probe_close(again);
}

/* Stops the server once, for ms, a little after now. */
static pid_t sleeps_once(pid_t pid, int ms) {
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        usleep(50000);
        kill(pid, SIGSTOP);
        usleep((useconds_t)ms * 1000);
        kill(pid, SIGCONT);
        _exit(0);
    }
    return child;
}

/* How many of 500 operations took longer than 100 ms while the server slept once for 250 ms. */
static int slow_operations(pid_t pid, const char *probe, const char *more) {
    static int64_t ns[500];
    int64_t handle = opened(probe, with(more));
    pid_t sleeper = sleeps_once(pid, 250);
    int slow = 0;
    int status;
    do {
        CHECK_EQ(batch(handle, 500, ns), 500);
        for (int i = 0; i < 500; i++) {
            slow += ns[i] > 100000000;
        }
    } while (waitpid(sleeper, &status, WNOHANG) == 0);
    tare_probe_close(handle);
    return slow;
}

static void a_stall_is_felt_by_all_that_it_delayed(pid_t pid) {
    CHECK(slow_operations(pid, "tcp-rr", "rate=1000\n") >= 100);
    CHECK(slow_operations(pid, "udp-rr", "rate=1000\nretransmitMs=10000\n") >= 100);
    CHECK(slow_operations(pid, "tcp-rr", "") < 20);
}

static void lost_questions_are_asked_again(pid_t pid) {
    for (int bytes = 1; bytes <= 14; bytes += 13) {
        char text[64];
        snprintf(text, sizeof text, "retransmitMs=50\nbytes=%d\n", bytes);
        int64_t handle = opened("udp-rr", with(text));
        kill(pid, SIGSTOP);
        pid_t sleeper = sleeps_once(pid, 200);
        CHECK_EQ(batch(handle, 100, NULL), 100);
        CHECK(count(handle, "lost") > 0);
        // The late answers of a long question are told apart; those of a short one do not arrive.
        CHECK(bytes == 1 ? count(handle, "stale") == 0 : count(handle, "stale") > 0);
        CHECK_EQ(waitpid(sleeper, NULL, 0), sleeper);
        tare_probe_close(handle);
    }
}

/* The verb's server: in a process of its own, ended by a signal. */
static void serves_until_told_to_stop(int signal) {
    int ends[2];
    int status;
    int64_t port = 0;
    CHECK_EQ(pipe(ends), 0);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        int64_t handle = opened("net-server", "port=0\n");
        CHECK_EQ(refused("net-server", "port=0\n"), -EBUSY);
        port = count(handle, "port");
        (void)!write(ends[1], &port, sizeof port);
        int64_t rc = batch(handle, 1, NULL);
        tare_probe_close(handle);
        exit(rc == 0 ? 0 : 1);
    }
    CHECK_EQ(read(ends[0], &port, sizeof port), sizeof port);
    char text[64];
    snprintf(text, sizeof text, "cpus=none\nport=%d\n", (int)port);
    CHECK_EQ(refused("net-server", text), -EADDRINUSE);
    int64_t handle = opened("tcp-rr", text);
    CHECK_EQ(batch(handle, 1000, NULL), 1000);
    kill(pid, signal);
    CHECK_EQ(waitpid(pid, &status, 0), pid);
    CHECK_EQ(status, 0);
    CHECK(batch(handle, 1, NULL) < 0);
    tare_probe_close(handle);
    close(ends[0]);
    close(ends[1]);
}

/* A table that other work has filled is what every time-out would be blamed on. */
static void tracking_has_room(void) {
    int64_t most;
    if (net_tracking_is_full(&most)) {
        SKIP("the table of tracked connections is full (%lld): wait two minutes",
             (long long)most);
    }
}

int main(void) {
    tracking_has_room();
    pid_t pid = serve();
    every_pattern_works();
    bulk_arrives_whole();
    datagrams_are_counted_by_the_server();
    both_ends_are_pinned();
    refusals_are_one_line();
    every_error_has_its_remedy();
    a_stopped_server_is_a_timeout(pid);
    a_stall_is_felt_by_all_that_it_delayed(pid);
    lost_questions_are_asked_again(pid);
    tare_probe_close(server);
    serves_until_told_to_stop(SIGTERM);
    serves_until_told_to_stop(SIGINT);
    return 0;
}
