#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# start.sh 16|22 STATE_DIR: starts an Asterisk of its own, on a loopback address of its own, and returns when it is ready.
# Writes STATE_DIR/asterisk-VERSION.env (addresses and paths), -cli and -restart (small scripts), .log (its output).
# AMI_ASTERISK_CERT=good|selfsigned|expired|wronghost chooses the TLS certificate.
# AMI_ASTERISK_ETC=FOLDER has more configuration: its files are appended to those of the same name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
. "$here/instance.sh"
choose_version "${1:-}"
require_machine
choose_state "${2:-}"
"$here/setup.sh" "$version"
began=$(date +%s%3N)

# One owner, one server: what this STATE_DIR had before goes.
"$here/stop.sh" "$version" "$state"

exec 9>"$lock"
flock 9

# Instances whose process has been dead for a while (a run that was killed). Not the fresh ones: restart.sh may be at work.
for old in "$root"/instances/*; do
    [ -d "$old" ] || continue
    running_pid "$old" >/dev/null && continue
    [ -z "$(find "$old" -maxdepth 0 -mmin +10)" ] || remove_tree "$old"
done

# All of 127/8 is this machine: a random address of it has the standard ports free.
random_bytes() { od -An -N3 -tu1 /dev/urandom; }
while :; do
    # shellcheck disable=SC2046
    set -- $(random_bytes)
    b=$1 c=$2 d=$3
    # Not 127.0.x.y, where local services like to be, nor a network's first and last.
    if [ "$b" -eq 0 ] || [ "$d" -eq 0 ] || [ "$d" -eq 255 ]; then
        continue
    fi
    address=127.$b.$c.$d
    hex=$(printf '%02X%02X%02X7F:' "$d" "$c" "$b")
    ! grep -q " $hex" /proc/net/tcp /proc/net/udp || continue
    break
done

id=$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
home=$root/instances/$id
log=$state/asterisk-$version.log
: >"$log"
mkdir "$home"
mkdir "$home/etc" "$home/tls" "$home/lib" "$home/lib/agi-bin" "$home/lib/keys" "$home/spool" "$home/spool/outgoing" "$home/spool/outgoing_done" \
    "$home/spool/tmp" "$home/spool/voicemail" "$home/spool/monitor" "$home/spool/recording" "$home/run" "$home/log" "$home/log/cdr-csv"

modules=$(sed -n 's/^astmoddir[[:space:]]*=>[[:space:]]*//p' "$root/etc/asterisk/asterisk.conf")
[ -n "$modules" ] || fail "no astmoddir in the package's asterisk.conf"
configuration() { sed -e "s|@ADDRESS@|$address|g" -e "s|@HOME@|/instances/$id|g" -e "s|@MODULES@|$modules|g" "$1"; }
for file in "$here"/etc/*.conf; do
    configuration "$file" >"$home/etc/${file##*/}"
done
mkdir "$home/phone"
cp "$here/phone/ring.xml" "$home/phone/"
sed 's/@STATUS@/486 Busy Here/' "$here/phone/refuse.xml" >"$home/phone/busy.xml"
sed 's/@STATUS@/603 Decline/' "$here/phone/refuse.xml" >"$home/phone/decline.xml"
cp "$root/etc/asterisk/indications.conf" "$home/etc/"
# Defaults will do for these, but Asterisk wants to see the files.
for file in acl ccss pjproject pjsip_notify queuerules res_fax stasis udptl; do
    : >"$home/etc/$file.conf"
done
if [ -n "${AMI_ASTERISK_ETC:-}" ]; then
    for file in "$AMI_ASTERISK_ETC"/*.conf; do
        configuration "$file" >>"$home/etc/${file##*/}"
    done
fi
"$here/certificates.sh" "$home/tls" "$address"
install_certificate
chroot "$root" chown -R asterisk:asterisk "/instances/$id"
chmod 755 "$home"

# One command line each, so that a test can use them whatever it is written in.
cat >"$state/asterisk-$version-cli" <<SCRIPT
#!/bin/sh
# asterisk-$version-cli COMMAND...: one command on that server's console.
exec chroot '$root' /usr/sbin/asterisk -C '/instances/$id/etc/asterisk.conf' -rx "\$*"
SCRIPT
cat >"$state/asterisk-$version-restart" <<SCRIPT
#!/bin/sh
# asterisk-$version-restart [kill|start]: kills that server hard and starts it again on the same address.
exec '$here/restart.sh' $version '$state' "\$@"
SCRIPT
cat >"$state/asterisk-$version-phone" <<SCRIPT
#!/bin/sh
# asterisk-$version-phone answer|busy|decline|ring: is the phone of PJSIP/alice until it is killed.
case \$1 in
    answer) set -- -sn uas ;;
    busy | decline | ring) set -- -sf \$1.xml ;;
    *) echo 'answer, busy, decline or ring' >&2; exit 2 ;;
esac
# It needs no terminal, and writes what it has to say beside its scenarios.
exec chroot '$root' /usr/bin/env -C '/instances/$id/phone' TERM=dumb sipp "\$@" -i $address -p 5070 -mi $address -nostdin >/dev/null 2>&1 </dev/null
SCRIPT
chmod 755 "$state/asterisk-$version-cli" "$state/asterisk-$version-restart" "$state/asterisk-$version-phone"

# Known before it runs: stop.sh can then clean up whatever happens.
pid=0 greeting=
write_env
launch
exec 9>&-

await_ready
write_env
say "runs at $address (AMI ${greeting##*/}, PID $pid, ready after $(($(date +%s%3N) - began)) ms)"
