#include "check.h"
#include "net_wire.h"

#include <arpa/inet.h>
#include <endian.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define HELLO_MS "helloMs=400\n"
#define FEW 32

static int port;

static struct sockaddr_in there(void) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int connected(int kind) {
    struct sockaddr_in to = there();
    struct timeval wait = {.tv_sec = 10};
    int fd = socket(AF_INET, kind, 0);
    CHECK(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    CHECK_EQ(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static int says(const void *bytes, size_t size) {
    int fd = connected(SOCK_STREAM);
    CHECK_EQ(send(fd, bytes, size, MSG_NOSIGNAL), size);
    return fd;
}

static int says_hello(uint32_t pattern, uint32_t bytes) {
    struct net_hello hello = {htobe32(NET_MAGIC), htobe32(pattern), htobe32(bytes), 0};
    return says(&hello, sizeof hello);
}

/* Whether the server closes the connection, in a time that no working server needs. */
static int is_closed(int fd) {
    char byte;
    ssize_t n = recv(fd, &byte, 1, 0);
    int closed = n == 0 || (n < 0 && errno == ECONNRESET);
    close(fd);
    return closed;
}

static int answers(int fd) {
    char byte = 'a';
    return send(fd, &byte, 1, MSG_NOSIGNAL) == 1 && recv(fd, &byte, 1, 0) == 1 && byte == 'a';
}

static void still_serves(void) {
    int fd = says_hello(NET_RR, 1);
    CHECK(answers(fd));
    close(fd);
}

static void garbage_is_closed(void) {
    CHECK(is_closed(says("GET / HTTP/1.0\r\n\r\n", 18)));
    CHECK(is_closed(says_hello(0, 1)));
    CHECK(is_closed(says_hello(99, 1)));
    CHECK(is_closed(says_hello(NET_RR, 0)));
    CHECK(is_closed(says_hello(NET_RR, NET_MOST_BYTES + 1)));
    CHECK(is_closed(says_hello(NET_STREAM, NET_MOST_CHUNK + 1)));
    const char two[] = {(char)NET_CRR, 'x'};
    CHECK(is_closed(says(two, 2)));
    still_serves();
}

static void garbage_datagrams_are_not_answered(void) {
    int fd = connected(SOCK_DGRAM);
    const struct net_datagram answer = {htobe32(NET_UDP_ANSWER), 1, 0};
    const struct net_datagram flow = {htobe32(NET_UDP_FLOW), 1, htobe32(0xFFFFFFFF)};
    const uint8_t short_answer = NET_SHORT_ANSWER;
    uint8_t ask = NET_SHORT_ASK | 7;
    CHECK_EQ(send(fd, "garbage, and a long one", 23, 0), 23);
    CHECK_EQ(send(fd, "x", 1, 0), 1);
    CHECK_EQ(send(fd, "", 0, 0), 0);
    CHECK_EQ(send(fd, &answer, sizeof answer, 0), sizeof answer);
    CHECK_EQ(send(fd, &flow, sizeof flow, 0), sizeof flow);
    CHECK_EQ(send(fd, &short_answer, 1, 0), 1);
    CHECK_EQ(send(fd, &ask, 1, 0), 1);
    // Only the question is answered: nothing else lies before it.
    uint8_t got[64];
    CHECK_EQ(recv(fd, got, sizeof got, 0), 1);
    CHECK_EQ(got[0], NET_SHORT_ANSWER | 7);
    CHECK_EQ(recv(fd, got, sizeof got, MSG_DONTWAIT), -1);
    close(fd);
}

/* Goes with a reset instead of a farewell. */
static void dies(int fd) {
    struct linger now = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(fd);
}

static void a_dying_client_is_dropped(void) {
    for (uint32_t pattern = NET_RR; pattern <= NET_CONTROL; pattern++) {
        int fd = says_hello(pattern, 1000);
        CHECK_EQ(send(fd, "half a request", 14, MSG_NOSIGNAL), 14);
        dies(fd);
        dies(says_hello(pattern, 1000));
    }
    still_serves();
}

static void half_open_connections_time_out(void) {
    const uint32_t magic = htobe32(NET_MAGIC);
    CHECK(is_closed(says(&magic, 3)));
    CHECK(is_closed(says(&magic, 4)));
    still_serves();
}

static void many_clients_are_served_at_once(void) {
    static int fds[1000];
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    int count = limit.rlim_cur < 1100 ? (int)limit.rlim_cur - 100 : 1000;
    for (int i = 0; i < count; i++) {
        fds[i] = says_hello(NET_RR, 1);
    }
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < count; i++) {
            CHECK(answers(fds[i]));
        }
    }
    for (int i = 0; i < count; i++) {
        close(fds[i]);
    }
}

/* The server lives on too few descriptors: it turns clients away, and serves again once some leave. */
static int out_of_descriptors(void) {
    struct rlimit few = {FEW, FEW};
    CHECK_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    int64_t server = opened("net-own-server", HELLO_MS);
    port = (int)tare_probe_counter(server, "port");
    int fds[FEW];
    int served = 0;
    // Each end of a connection takes one descriptor, of this process or of the server's.
    pid_t other = fork();
    CHECK(other >= 0);
    for (int i = 0; i < FEW / 2; i++) {
        fds[i] = says_hello(NET_RR, 1);
        served += answers(fds[i]);
    }
    if (other == 0) {
        _exit(served);
    }
    int status;
    CHECK_EQ(waitpid(other, &status, 0), other);
    served += WEXITSTATUS(status);
    CHECK(served > 0);
    CHECK(served < FEW);
    for (int i = 0; i < FEW / 2; i++) {
        close(fds[i]);
    }
    usleep(100000);
    still_serves();
    tare_probe_close(server);
    return 0;
}

static void in_a_child(int (*what)(void)) {
    int status;
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        exit(what());
    }
    CHECK_EQ(waitpid(pid, &status, 0), pid);
    CHECK_EQ(status, 0);
}

/* The server of a parent that is killed is gone, even one that was stopped. */
static void dies_with_its_parent(int stopped) {
    int ends[2];
    pid_t server = 0;
    int status;
    CHECK_EQ(pipe(ends), 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t parent = fork();
    if (parent == 0) {
        server = (pid_t)batch(opened("net-own-server", ""), 1, NULL);
        (void)!write(ends[1], &server, sizeof server);
        pause();
    }
    CHECK_EQ(read(ends[0], &server, sizeof server), sizeof server);
    CHECK(server > 0);
    if (stopped) {
        kill(server, SIGSTOP);
    }
    kill(parent, SIGKILL);
    CHECK_EQ(waitpid(parent, &status, 0), parent);
    alarm(20);
    CHECK_EQ(waitpid(server, &status, 0), server);
    alarm(0);
    close(ends[0]);
    close(ends[1]);
}

static void a_killed_server_is_told(void) {
    int64_t server = opened("net-own-server", "");
    pid_t pid = (pid_t)batch(server, 1, NULL);
    CHECK(pid > 0);
    kill(pid, SIGKILL);
    siginfo_t info;
    CHECK_EQ(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    CHECK_EQ(batch(server, 1, NULL), -ESRCH);
    tare_probe_close(server);
}

int main(void) {
    int64_t server = opened("net-own-server", HELLO_MS);
    port = (int)tare_probe_counter(server, "port");
    CHECK(port > 0);
    still_serves();
    garbage_is_closed();
    garbage_datagrams_are_not_answered();
    a_dying_client_is_dropped();
    half_open_connections_time_out();
    many_clients_are_served_at_once();
    still_serves();
    CHECK(batch(server, 1, NULL) > 0);
    tare_probe_close(server);
    in_a_child(out_of_descriptors);
    dies_with_its_parent(0);
    dies_with_its_parent(1);
    a_killed_server_is_told();
    return 0;
}
