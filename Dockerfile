# Grades submissions, without a network once it is built. exercises/teaching/keep.md says how.
FROM node:26.12.1-trixie-slim

# With bubblewrap, a submission sees only its own files, if the container allows it.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bubblewrap \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /cantor
ENV npm_config_update_notifier=false

# The packages come first, so a change of the course does not install them again.
COPY .npmrc package.json package-lock.json ./
RUN npm ci && npm cache clean --force

COPY . .

# Submissions run as other users. They must not read the suites and the reference.
RUN chmod o-rwx grader solution

# The first grading compiles the suites. Later ones find them compiled.
RUN npm run -s grade -- --target solution

# There is no USER. The grader is root here, because only root can run each submission as a user of
# its own, who owns nothing.
ENTRYPOINT ["npm", "run", "-s"]
CMD ["grade", "--", "--help"]
