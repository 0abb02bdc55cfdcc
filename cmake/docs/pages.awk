# SPDX-License-Identifier: BSL-1.0
# pages.awk PAGE.md: what Doxygen reads of the README and of a chapter of the guide. Titles and headings get names, links to
# them become references, and links to files that are no pages of the reference become their text.

function basename(path) { sub(/^.*\//, "", path); return path }

# examples/guide/04-events.md -> guide-events
function page_name(path)
{
    path = basename(path)
    sub(/\.md$/, "", path)
    sub(/^[0-9]+-/, "", path)
    return "guide-" path
}

# As GitHub names a heading.
function heading_name(text)
{
    text = tolower(text)
    gsub(/[^a-z0-9 _-]/, "", text)
    gsub(/ /, "-", text)
    return text
}

function with_references(line,    done, text, target, page, heading)
{
    done = ""
    while (match(line, /`[^`]+`|\[[^]]*\]\([^)]*\)/)) {
        if (substr(line, RSTART, 1) == "`") {
            done = done substr(line, 1, RSTART + RLENGTH - 1)
            line = substr(line, RSTART + RLENGTH)
            continue
        }
        done = done substr(line, 1, RSTART - 1)
        text = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
        target = text
        sub(/^[^]]*\]\(/, "", target)
        sub(/\]\(.*$/, "", text)
        heading = target
        page = target
        sub(/#.*$/, "", page)
        if (target ~ /^[a-z]+:\/\//) done = done "[" text "](" target ")"
        else if (page !~ /^(examples\/guide\/)?[a-z0-9-]+\.md$/) done = done text
        else if (sub(/^.*#/, "", heading)) done = done "[" text "](@ref " page_name(page) "-" heading ")"
        else done = done "[" text "](@ref " page_name(page) ")"
    }
    return done line
}

/^<!-- *snippet:/ { print ""; next }
/^ *```/ { is_code = !is_code; print; next }
is_code || /^    / { print; next }
/^# / { print $0 (FILENAME ~ /README\.md$/ ? "" : " {#" page_name(FILENAME) "}"); next }
/^##+ / {
    name = $0
    sub(/^#+ /, "", name)
    print with_safe_code($0) " {#" page_name(FILENAME) "-" heading_name(name) "}"
    next
}
{ print with_safe_code(with_references($0)) }
