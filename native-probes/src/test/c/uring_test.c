/* io_uring refused or absent: one line says so, and psync goes on. */
#define _GNU_SOURCE
#include "data_dir.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* Makes io_uring_setup fail with err in this process, as a container's profile does. */
static int forbid(int err) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)err),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = 4, .filter = code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Exits 0, 1 or 77. */
static void refused_with(int err, const char *cause) {
    if (!forbid(err)) {
        exit(77);
    }
    int64_t handle = tare_probe_new("random-file", config("direct=0\nengine=uring\ndepth=32"));
    CHECK_EQ(tare_probe_open(handle), -err);
    CHECK(strstr(tare_probe_reason(handle), cause) || strstr(tare_probe_reason(handle), "sysctl"));
    CHECK(strstr(tare_probe_reason(handle), "engine=psync"));
    CHECK(!strchr(tare_probe_reason(handle), '\n'));
    tare_probe_close(handle);
    handle = opened("random-file", config("direct=0"));
    CHECK_EQ(batch(handle, 10, NULL), 0);
    tare_probe_close(handle);
    exit(0);
}

static int in_a_child(int err, const char *cause) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        refused_with(err, cause);
    }
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status);
}

int main(void) {
    make_data_dir();
    int eperm = in_a_child(EPERM, "seccomp");
    int enosys = in_a_child(ENOSYS, "absent");
    unlink(data_file(MIB));
    rmdir(data_dir);
    if (eperm == 77) {
        SKIP("no seccomp filter can be installed here");
    }
    CHECK_EQ(eperm, 0);
    CHECK_EQ(enosys, 0);
    return 0;
}
