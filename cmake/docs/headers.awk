# SPDX-License-Identifier: BSL-1.0
# headers.awk HEADER: what Doxygen reads of a header. Left out, as empty lines, so that warnings name the right line:
# - overloads for temporary objects (`T&& name(...) &&`), which do what the documented `&` or `const&` overload does;
# - functions that are deleted or defaulted, inherited constructors, friends that are classes;
# - functions without a comment that take or return what is in a namespace `detail`: only the library can use them;
# - formatters of fmt, and specializations of templates of other libraries.

# Nothing of this line and of what stands before it is shown. It can be the first of several lines: then the rest of the
# "signature" follows until the body or a semicolon, and the "body".
function drop(    count, indent)
{
    for (count = held_lines; count > 0; --count) print ""
    held = ""
    held_lines = 0
    print ""
    match($0, /^ */)
    indent = substr($0, 1, RLENGTH)
    last = "^" indent "\\}$"
    if ($0 ~ /\{$/) inside = "body"
    else if ($0 !~ /[;}]$/) inside = "signature"
}

function keep()
{
    if (held_lines > 0) print held
    held = ""
    held_lines = 0
    print
}

# Which declaration this line belongs to is told by the next one.
function hold()
{
    held = held_lines > 0 ? held "\n" $0 : $0
    ++held_lines
}

inside == "signature" {
    print ""
    if ($0 ~ /^ +\{\}$/ || $0 ~ /\) *(const *)?(noexcept *)?(;| \{.*\})$/ && $0 !~ /^ +:/) inside = ""
    else if ($0 ~ /^ +:/ || $0 ~ /\{$/) inside = "body"
    next
}
inside == "body" {
    print ""
    if ($0 ~ last || $0 ~ /^ *\{\}$/) inside = ""
    next
}
inside == "class" {
    print ""
    if ($0 ~ /^\};$/) inside = ""
    next
}

/^ *\/\/\/ .*`.*:\/\// && !/^ *\/\/\/    / { $0 = with_safe_code($0) }
/^ *\/\/\// || /^ *template <.*>$/ || (/^ *requires .*>$/ && !/\(/) { hold(); next }

/^struct (fmt|std|boost)::/ {
    drop()
    inside = /\};? *$/ ? "" : "class"
    next
}
/^ +using [a-z_]+(<[A-Za-z_]+>)?::[a-z_]+;$/ || /= (delete|default);$/ || /^ +friend (class )?[a-z_:]+;$/ { drop(); next }
/^ +[A-Za-z_:<>, ]+(&&)? +[a-z_0-9]+\(.*\) +(const)?&&( noexcept)?( \{.*\}|;)?$/ { drop(); next }
/^ +[A-Za-z_:<>]+&& [a-z_0-9]+\($/ || /^ +[A-Za-z_:<>]+&& [a-z_0-9]+\([^()]*,$/ || /^ +requires.*\) [a-z_]+ &&$/ { drop(); next }
/^    [A-Za-z].*detail::/ && /\(/ && held !~ /\/\/\/|requires/ { drop(); next }

{ keep() }
END { if (held_lines > 0) print held }
