#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# certificates.sh DIR ADDRESS: a test CA and certificates signed by it, made fresh; nothing of it is secret.
#   ca.pem            the CA
#   good.pem/.key     DNS:pbx.test and IP:ADDRESS
#   wronghost         DNS:other.test only
#   expired           like good, but ended in 2001
#   selfsigned        like good, but signed by itself
#   client            for client authentication
set -eu
dir=${1:?usage: certificates.sh DIR ADDRESS}
address=${2:?usage: certificates.sh DIR ADDRESS}
mkdir -p "$dir"
cd "$dir"

# Prints openssl's words only when it fails.
quietly() { "$@" >openssl.log 2>&1 || { cat openssl.log >&2; echo "certificates.sh: failed: $*" >&2; exit 1; }; }

rm -f index.txt* serial*
: >index.txt
echo 1000 >serial
# `openssl ca` because `openssl x509` before 3.4 cannot make a certificate that has already expired.
cat >openssl.cnf <<CONFIG
[ca]
default_ca = test
[test]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[good]
subjectAltName = DNS:pbx.test, IP:$address
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[wronghost]
subjectAltName = DNS:other.test
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[selfsigned]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:pbx.test, IP:$address
extendedKeyUsage = serverAuth
[client]
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CONFIG

key() { quietly openssl ecparam -genkey -name prime256v1 -noout -out "$1"; }

# sign NAME COMMON-NAME SECTION START END
sign() {
    key "$1.key"
    quietly openssl req -new -config openssl.cnf -key "$1.key" -subj "/CN=$2" -out "$1.csr"
    quietly openssl ca -batch -notext -config openssl.cnf -cert ca.pem -keyfile ca.key \
        -extensions "$3" -startdate "$4" -enddate "$5" -in "$1.csr" -out "$1.pem"
}

key ca.key
quietly openssl req -x509 -config openssl.cnf -extensions authority -key ca.key -days 3650 -subj '/CN=ami test CA' -out ca.pem
sign good pbx.test good 20200101000000Z 20491231235959Z
sign wronghost other.test wronghost 20200101000000Z 20491231235959Z
sign expired pbx.test good 20000101000000Z 20010101000000Z
sign client 'ami client' client 20200101000000Z 20491231235959Z
key selfsigned.key
quietly openssl req -x509 -config openssl.cnf -extensions selfsigned -key selfsigned.key -days 3650 -subj '/CN=pbx.test' -out selfsigned.pem
rm -f ./*.csr openssl.cnf openssl.log index.txt* serial* [0-9A-F]*.pem
chmod 644 ./*.pem ./*.key
