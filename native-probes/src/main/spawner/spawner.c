/*
 * A process as small as one can be, which forks in the place of the JVM: otherwise the JVM's page
 * tables are what is copied. Static, no C library, raw system calls; build.sh links it and
 * small_process.c embeds it. As "spawner SOCKET MEMORY SELF" (numbers of open files) it obeys orders
 * until the socket is closed; as "spawner run SOCKET -- PROGRAM ARGUMENT..." it runs a command at each
 * order and says what that took; with any other count of arguments it is the program that does nothing.
 *
 * It goes with the thread that started it (PR_SET_PDEATHSIG), or when the socket ends, and so does all
 * that the command started in its group of processes.
 */
#include "raw.h"
#include "spawner.h"

#include <linux/close_range.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/time.h>
#include <linux/wait.h>
#include <asm/errno.h>
#include <asm/siginfo.h>
#include <asm/signal.h>

#define ARGUMENTS 4
#define COMMAND 4
#define USAGE_WORDS 18
#define USAGE_MOST_KB 4
#define MICROSECONDS 1000000
#define FAILED_EXEC 126
#define PROT_READ_WRITE 3
#define MAP_SHARED_FILE 1
#define STDOUT 1
#define STDERR 2
#define SEEK_END 2
/* How often the output and the time are looked at while a command runs, ns. */
#define LOOK_NS 50000000

static int64_t now_ns(void) {
    struct {
        int64_t s, ns;
    } t;
    CALL3(__NR_clock_gettime, CLOCK_MONOTONIC, &t, 0);
    return t.s * 1000000000 + t.ns;
}

/* The third and fourth argument of clone differ in order between architectures; all are 0. */
static inline long clone(long flags) {
    return CALL1(__NR_clone, flags);
}

/* One process more and one less; its id, or -errno. */
static long forked(void) {
    long pid = clone(SIGCHLD);
    if (pid == 0) {
        leave(0);
    }
    return pid;
}

/*
 * As forked(), with the program that does nothing in the child. The child runs on this stack until
 * it has executed: it makes no call that is not inlined, and this frame holds nothing it writes.
 */
static __attribute__((noinline)) long vforked(long self) {
    static char *const arguments[] = {"nothing", 0};
    static char *const environment[] = {0};
    long pid = clone(CLONE_VM | CLONE_VFORK | SIGCHLD);
    if (pid == 0) {
        call6(__NR_execveat, self, (long)"", (long)arguments, (long)environment, AT_EMPTY_PATH, 0);
        CALL1(__NR_exit_group, FAILED_EXEC);
        __builtin_unreachable();
    }
    return pid;
}

/* Waits for the child; -errno, or -ECANCELED where it did not end with 0. */
static int reaped(long pid) {
    int status = -1;
    long rc = call6(__NR_wait4, pid, (long)&status, 0, 0, 0, 0);
    return rc < 0 ? (int)rc : status == 0 ? 0 : -ECANCELED;
}

static int spawn_once(int how, long self) {
    long pid = how == SPAWNER_FORK ? forked() : vforked(self);
    return pid < 0 ? (int)pid : reaped(pid);
}

static int obey(const struct spawner_order *order, int64_t *ns, long self) {
    int rc = 0;
    int64_t end = order->timed ? now_ns() : 0;
    for (int32_t i = 0; i < order->ops && rc == 0; i++) {
        int64_t start = end;
        rc = spawn_once(order->how, self);
        if (order->timed) {
            end = now_ns();
            ns[i] = end - start;
        }
    }
    return rc;
}

static long number(const char *text) {
    long n = 0;
    while (*text) {
        n = n * 10 + (*text++ - '0');
    }
    return n;
}

/* Closes whatever else of the JVM's came through exec; not so in kernels before 5.9. */
static void close_others(long first, long second, long third) {
    long low = first < second ? first : second;
    low = low < third ? low : third;
    long high = first > second ? first : second;
    high = high > third ? high : third;
    long middle = first + second + third - low - high;
    const long from[] = {0, low + 1, middle + 1, high + 1};
    const long to[] = {low - 1, middle - 1, high - 1, ~0U};
    for (int i = 0; i < 4; i++) {
        if (from[i] <= to[i]) {
            CALL3(__NR_close_range, from[i], to[i], 0);
        }
    }
}

/*
 * Starts a program in a child that has this memory until it has executed; see vforked(). It leads a
 * group of its own, and has no signal blocked.
 */
static __attribute__((noinline)) long started(const char *const *words, const char *const *environment,
                                              volatile long *error) {
    const uint64_t none = 0;
    long pid = clone(CLONE_VM | CLONE_VFORK | SIGCHLD);
    if (pid == 0) {
        CALL3(__NR_setpgid, 0, 0, 0);
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
        call6(__NR_rt_sigprocmask, SIG_SETMASK, (long)&none, 0, sizeof none, 0, 0);
        *error = CALL3(__NR_execve, words[0], words, environment);
        CALL1(__NR_exit_group, FAILED_EXEC);
        __builtin_unreachable();
    }
    return pid;
}

/* Whether the child has ended; it is not waited for yet, so that its number stays its own. */
static int has_ended(long pid) {
    siginfo_t info;
    info.si_signo = 0;
    long rc = call6(__NR_waitid, P_PID, pid, (long)&info, WEXITED | WNOHANG | WNOWAIT, 0, 0);
    return rc < 0 || info.si_signo == SIGCHLD;
}

/* What the command prints is kept in a file: of more than there is room for, the beginning. */
static void cut_output(void) {
    if (CALL3(__NR_lseek, STDOUT, 0, SEEK_END) > SPAWNER_MOST_OUTPUT) {
        CALL3(__NR_ftruncate, STDOUT, SPAWNER_KEPT_OUTPUT, 0);
    }
}

/* Waits for the end of the command, for that of this process's parent, or until the time is over. 0 or -errno. */
static long wait_for(long pid, int64_t limit_ns, int64_t start, int64_t *end) {
    const uint64_t awaited = 1UL << (SIGCHLD - 1) | 1UL << (SIGTERM - 1);
    const int64_t tick[] = {0, LOOK_NS};
    *end = now_ns();
    while (!has_ended(pid)) {
        long signal = call6(__NR_rt_sigtimedwait, (long)&awaited, 0, (long)tick, sizeof awaited, 0, 0);
        *end = now_ns();
        if (signal == SIGTERM) {
            CALL3(__NR_kill, -pid, SIGKILL, 0);
            leave(1);
        }
        if (signal != SIGCHLD) {
            cut_output();
        }
        if (*end - start > limit_ns && !has_ended(pid)) {
            return -ETIMEDOUT;
        }
    }
    return 0;
}

/*
 * Runs the command once. The peak of its memory counts from this process on, which has next to none:
 * forked from the JVM, it would begin with that of the JVM. What it leaves behind in its group is
 * killed.
 */
static void run_once(const char *const *words, const char *const *environment, int64_t limit_ns,
                     struct command_usage *said) {
    int64_t usage[USAGE_WORDS];
    volatile long error = 0;
    int status = 0;
    int64_t start = now_ns(), end = start;
    long pid = started(words, environment, &error);
    long rc = pid < 0 ? pid : wait_for(pid, limit_ns, start, &end);
    usage[0] = usage[1] = usage[2] = usage[3] = usage[USAGE_MOST_KB] = 0;
    if (pid > 0) {
        CALL3(__NR_kill, -pid, SIGKILL, 0);
        call6(__NR_wait4, pid, (long)&status, 0, (long)usage, 0, 0);
    }
    said->wall_ns = end - start;
    said->user_us = usage[0] * MICROSECONDS + usage[1];
    said->system_us = usage[2] * MICROSECONDS + usage[3];
    said->most_kb = usage[USAGE_MOST_KB];
    said->status = status;
    said->error = rc < 0 ? rc : error;
}

/*
 * Runs a command at each order. While it runs, the end of the parent is a signal that is waited for
 * like the command's: a group has to be killed first. All signals are blocked since this was started.
 */
_Noreturn static void run_commands(const char *const *arguments, const char *const *environment) {
    /* On the stack: data of its own would be a second segment, which costs every exec its time. */
    struct command_usage said;
    struct command_order order;
    long socket = number(arguments[2]), parent = CALL1(__NR_getppid, 0);
    CALL3(__NR_close_range, STDERR + 1, socket - 1, 0);
    CALL3(__NR_close_range, socket + 1, ~0U, 0);
    while (CALL3(__NR_read, socket, &order, sizeof order) == sizeof order) {
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGTERM, 0);
        if (CALL1(__NR_getppid, 0) != parent) {
            break;
        }
        run_once(arguments + COMMAND, environment, order.limit_ns, &said);
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
        if (CALL1(__NR_getppid, 0) != parent ||
            CALL3(__NR_write, socket, &said, sizeof said) != sizeof said) {
            break;
        }
    }
    leave(0);
}

__attribute__((used)) _Noreturn static void begin(const long *stack) {
    const char *const *arguments = (const char *const *)(stack + 1);
    if (stack[0] > COMMAND) {
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
        run_commands(arguments, arguments + stack[0] + 1);
    }
    if (stack[0] != ARGUMENTS) {
        leave(0);
    }
    CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
    long socket = number(arguments[1]), memory = number(arguments[2]), self = number(arguments[3]);
    close_others(socket, memory, self);
    long shared = call6(__NR_mmap, 0, SPAWNER_MOST_OPS * sizeof(int64_t), PROT_READ_WRITE,
                        MAP_SHARED_FILE, memory, 0);
    struct spawner_answer answer = {shared < 0 && shared > -4096 ? (int32_t)shared : 0};
    struct spawner_order order;
    while (CALL3(__NR_write, socket, &answer, sizeof answer) == sizeof answer &&
           CALL3(__NR_read, socket, &order, sizeof order) == sizeof order) {
        answer.result = obey(&order, (int64_t *)shared, self);
    }
    leave(0);
}
