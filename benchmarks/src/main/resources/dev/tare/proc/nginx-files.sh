#!/bin/sh
# Makes what an nginx needs in the working folder. What it is built with lies in folders that are not there, so all
# of them are named.
#   bind  the address that it listens on
#   port
bind=$1 port=$2
here=$(pwd)
mkdir -p www temp
head -c 1024 /dev/zero | tr '\0' x >www/small
head -c 1048576 /dev/zero | tr '\0' x >www/large
cat >nginx.conf <<END
daemon off;
master_process off;
user root;
pid $here/pid;
error_log stderr;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 1h;
  keepalive_requests 1000000000;
  client_body_temp_path temp;
  proxy_temp_path temp;
  fastcgi_temp_path temp;
  uwsgi_temp_path temp;
  scgi_temp_path temp;
  server { listen $bind:$port; root $here/www; }
}
END
