# shellcheck shell=bash
# The same contacts for each program: calepin's invented ones, as a vault, as
# vCards in a folder for khard, as a table of sqlcipher.
: "${work:?}"

script() { # NAME: a command of that name, from stdin
	{ echo '#!/bin/sh' && cat; } >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}

# A folder $work/NAME with a vault of the demonstration, its key, and its
# contacts as a CSV and as vCards.
contacts() { # NAME CONTACTS INTERACTIONS
	local at=(--vault "$work/$1/vault" --identity "$work/$1/key")
	mkdir "$work/$1"
	calepin demo --into "$work/$1/vault" --identity-file "$work/$1/key" --contacts "$2" --interactions "$3"
	calepin "${at[@]}" export --format csv --out "$work/$1/contacts.csv"
	calepin "${at[@]}" export --format vcard --vcard-version 3.0 --out "$work/$1/contacts.vcf"
}


# Statements that put a CSV of calepin's into an empty database. calepin parts
# with a semicolon where the business writes its numbers with a comma.
sql_import() { # CSV
	cat <<SQL
PRAGMA key = 'a passphrase of no account';
.mode csv
.separator ;
.import $1 contact
CREATE INDEX by_email ON contact ("E-mail 1");
SQL
}

# What khard and sqlcipher are asked to do with the contacts of $work/NAME:
# peer-khard-WHAT, peer-sqlcipher-WHAT.
peers() { # NAME SEARCH
	local book=$work/$1/cards db=$work/$1/peer.db name=$2
	mkdir "$book"
	awk -v dir="$book" '/^BEGIN:VCARD/ { close(file); file = sprintf("%s/%06d.vcf", dir, ++n) } { print > file }' "$work/$1/contacts.vcf"
	printf '[addressbooks]\n[[bench]]\npath = %s\n[general]\ndefault_action = list\n' "$book" >"$work/khard.conf"
	printf 'First name: Anne\nLast name: Duval\nFormatted name: Anne Duval\n' >"$work/khard.yaml"
	script peer-khard-list <<<"exec khard -c '$work/khard.conf' list"
	script peer-khard-search <<<"exec khard -c '$work/khard.conf' list '$name'"
	script peer-khard-add <<<"exec khard -c '$work/khard.conf' new -a bench -i '$work/khard.yaml'"

	sql_import "$work/$1/contacts.csv" | sqlcipher -batch "$db"
	local columns='"Given name", "Family name", Organisation, "E-mail 1", "Phone 1"'
	sql_script list "$db" <<<"SELECT $columns FROM contact ORDER BY \"Family name\", \"Given name\";"
	sql_script search "$db" <<<"SELECT $columns FROM contact WHERE \"Given name\" || ' ' || \"Family name\" || ' ' || Organisation || ' ' || \"E-mail 1\" LIKE '%$name%';"
	sql_script add "$db" <<<"INSERT INTO contact (\"Given name\", \"Family name\", Source) VALUES ('Anne', 'Duval', 'Salon');"
	sql_script export "$db" <<<$'.headers on\n.mode csv\nSELECT * FROM contact;'
}

sql_script() { # WHAT DATABASE: statements from stdin
	{ echo "PRAGMA key = 'a passphrase of no account';" && cat; } >"$work/$1.stmt"
	script "peer-sqlcipher-$1" <<<"exec sqlcipher -batch '$2' <'$work/$1.stmt'"
}
