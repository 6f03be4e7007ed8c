#!/usr/bin/env bash
# One Ceph RADOS Gateway with a monitor and a store in memory. Runs until it is killed.
#   rgw.sh FOLDER PORT MONITOR_PORT ACCESS_KEY SECRET_KEY
set -euo pipefail
folder=$1 port=$2 monitor=$3 access_key=$4 secret_key=$5

mkdir -p "$folder/mon" "$folder/osd" "$folder/run"
fsid=$(cat /proc/sys/kernel/random/uuid)
osd=$(cat /proc/sys/kernel/random/uuid)
cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$monitor/0]
public addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $folder/keyring
admin socket = $folder/run/\$name.asok
log file = $folder/\$name.log
run dir = $folder/run
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 1
rgw dns name = 127.0.0.1
[mon.a]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
keyring = $folder/osd/keyring
CONF
export CEPH_CONF=$folder/ceph.conf

ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
ceph-authtool "$folder/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor]" "$folder/monmap"
ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
ceph-mon -f -i a &

# The store belongs to the id under which the monitor knows it.
ceph osd new "$osd"
ceph auth get-or-create osd.0 mon 'allow profile osd' osd 'allow *' -o "$folder/osd/keyring"
ceph-osd -i 0 --mkfs --osd-uuid "$osd"
ceph-osd -f -i 0 &

ceph auth get-or-create client.rgw.a mon 'allow rw' osd 'allow rwx' -o "$folder/rgw.keyring"
radosgw-admin user create --uid tester --display-name Tester --access-key "$access_key" \
  --secret-key "$secret_key" --caps 'roles=*;user-policy=*'
exec radosgw -f -n client.rgw.a -k "$folder/rgw.keyring" \
  --rgw-frontends "beast endpoint=127.0.0.1:$port"
