/*
 * The first and only process of a guest that is a server: loads what its network card needs, takes the
 * address that the kernel's command line names, and serves as the verb serve does. Linked statically
 * with the server's own files, it is all that the guest's first file system holds beside the modules.
 *
 * Of the command line the kernel hands NAME=VALUE on as environment: TARE_ADDRESS (of a /24 network),
 * TARE_GATEWAY, TARE_PORT.
 */
#define _GNU_SOURCE
#include "../c/probe.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <net/route.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CARD "eth0"
#define NETMASK "255.255.255.0"
#define CONFIG_SIZE 128
#define NAME_SIZE 128

/* Says why on the console, where whoever started the guest reads it, and ends the guest. */
_Noreturn static void fail(const char *what, const char *why) {
    printf("TARE-FAILED: %s: %s\n", what, why);
    fflush(stdout);
    sleep(1);
    reboot(RB_AUTOBOOT);
    _exit(1);
}

/* What the kernel has built in, or a kernel of another version, is none of the list's business. */
static void load_modules(void) {
    char name[NAME_SIZE];
    char path[NAME_SIZE + 16];
    FILE *order = fopen("/modules/order", "r");
    while (order && fgets(name, sizeof name, order)) {
        name[strcspn(name, "\n")] = 0;
        snprintf(path, sizeof path, "/modules/%s", name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
            syscall(SYS_finit_module, fd, "", 0);
            close(fd);
        }
    }
    if (order) {
        fclose(order);
    }
}

/* Whoever waits for the first program of the guest is told by a byte, at a port of virtio-serial. */
static void announce(void) {
    char port[] = "/dev/vport0p1";
    for (char n = '0'; n <= '9'; n++) {
        port[sizeof "/dev/vport" - 1] = n;
        int fd = open(port, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd >= 0) {
            // Stays open: it is closed by the guest's end, which is waited for too.
            (void)!write(fd, "\n", 1);
            return;
        }
    }
}

static struct sockaddr inet(const char *text) {
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr any;
    if (inet_pton(AF_INET, text, &in.sin_addr) != 1) {
        fail("no IPv4 address", text);
    }
    memcpy(&any, &in, sizeof any);
    return any;
}

static void up(int fd, const char *card) {
    struct ifreq request = {0};
    strncpy(request.ifr_name, card, IFNAMSIZ - 1);
    if (ioctl(fd, SIOCGIFFLAGS, &request) < 0) {
        fail(card, strerror(errno));
    }
    request.ifr_flags |= IFF_UP;
    if (ioctl(fd, SIOCSIFFLAGS, &request) < 0) {
        fail(card, strerror(errno));
    }
}

static void take_address(const char *address, const char *gateway) {
    struct ifreq request = {.ifr_name = CARD};
    struct rtentry route = {.rt_flags = RTF_UP | RTF_GATEWAY};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        fail("no network", strerror(errno));
    }
    up(fd, "lo");
    request.ifr_addr = inet(address);
    if (ioctl(fd, SIOCSIFADDR, &request) < 0) {
        fail(CARD, strerror(errno));
    }
    request.ifr_netmask = inet(NETMASK);
    if (ioctl(fd, SIOCSIFNETMASK, &request) < 0) {
        fail(NETMASK, strerror(errno));
    }
    up(fd, CARD);
    route.rt_dst = inet("0.0.0.0");
    route.rt_genmask = inet("0.0.0.0");
    route.rt_gateway = inet(gateway);
    if (ioctl(fd, SIOCADDRT, &route) < 0) {
        fail(gateway, strerror(errno));
    }
    close(fd);
}

static const char *told(const char *name) {
    const char *value = getenv(name);
    if (!value) {
        fail("the kernel's command line lacks", name);
    }
    return value;
}

int main(void) {
    char config[CONFIG_SIZE];
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("TARE-INIT\n");
    load_modules();
    (void)!mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
    announce();
    take_address(told("TARE_ADDRESS"), told("TARE_GATEWAY"));
    snprintf(config, sizeof config, "bind=0.0.0.0\nport=%s\n", told("TARE_PORT"));
    int64_t server = tare_probe_new("net-server", config);
    if (server < 0 || tare_probe_open(server) < 0) {
        fail("no server", server < 0 ? "no memory" : tare_probe_reason(server));
    }
    printf("TARE-READY\n");
    tare_probe_batch(server, 1, 0);
    fail("the server ended", tare_probe_reason(server));
}
