"""One day of a clinic over folders, with the line going down in the middle of it.

    madoguchi serve --folders oqs --encoding Shift_JIS
    python3 examples/folder-clinic-python/day.py oqs 300

The clinic (clinic.py) sees files only. This file plays the world around it through the control API: who comes today, who puts
a card on the reader, and when the line is cut and mended.
"""

import json
import math
import sys
import threading
import urllib.request
from dataclasses import asdict
from typing import Any

from clinic import Clinic, Entry, Numbers, Patient

arguments = dict(enumerate(sys.argv[1:]))
folder = arguments.get(0, 'oqs')
count = int(arguments.get(1, '30'))
base = arguments.get(2, 'http://127.0.0.1:8700')
output = arguments.get(3, 'human')
api = f'{base}/api/worlds/default'
# Never by way of a proxy: the simulator is on this machine.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method: str, url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {'content-type': 'application/json'}, method=method)
    with opener.open(request) as response:
        return json.load(response)


def set_line(down: bool) -> None:
    call('PUT', f'{api}/faults/line-down', {'on': down})


def acts_of(card: Any) -> list[str]:
    """What a person does who has a card: small children have no photo, and some use theirs for the first time."""
    first = [] if card['registration'] == 'REGISTERED' else ['register']
    return [*first, 'pin' if card['kind'] == 'photoless' else 'face']


def paper_of(person: Any, now: str, is_old: bool) -> Numbers | None:
    """The paper that a person brings: that of the insurance that was registered last, or of the first, which may be long over."""
    keys = [
        event['coverage']['key'] for event in person['ledger'] if event['type'] == 'acquired' and event['knownAt'] <= now
    ]
    if not keys:
        return None
    key = keys[0 if is_old else -1]
    return Numbers(key['insurerNumber'], key['symbol'], key['number'], key['branch'])


def visitors_of(wanted: int, now: str) -> list[tuple[str, list[str], Patient]]:
    """The people of the world come first, with every oddity of the catalogue; then anybody of the population, by index. Two of
    three come with a card, if they have one; one of six brings his oldest paper. Nobody comes with nothing.
    """
    known = call('GET', f'{api}/people')
    names, population = known['people'], known['population']
    visitors = []
    for index in range(len(names) + population):
        if len(visitors) == wanted:
            break
        name = names[index] if index < len(names) else str((1000 + index) % population)
        person = call('GET', f'{api}/people/{name}')
        numbers = paper_of(person, now, index % 6 == 5)
        card = person['card'] if index % 3 != 2 else None
        if numbers is None and card is None:
            continue
        patient = Patient(
            chart=f'{index + 1:05}',
            kana=person['name']['kana'],
            birth_date=person['birthDate'].replace('-', ''),
            numbers=numbers,
            card=card is not None,
            limit_consent=index % 2 == 0,
        )
        visitors.append((name, [] if card is None else acts_of(card), patient))
    return visitors


now = call('GET', f'{api}/clock')['now']
visitors = visitors_of(count, now)
acts_of_chart = {patient.chart: (person, acts) for person, acts, patient in visitors}


def to_reader(patient: Patient) -> str:
    person, acts = acts_of_chart[patient.chart]
    session = call('POST', f'{base}/reader', {'holder': person, 'acts': acts})
    if session['delivered'] is not None:
        return 'sent'
    return 'line-error' if 'line-error' in session['screens'] else 'refused'


seen = 0
failed = 0
lock = threading.Lock()


def told(entry: Entry) -> None:
    global seen, failed
    with lock:
        seen += 1
        if entry.trouble is not None:
            failed += 1
        if seen == len(visitors) // 2:
            set_line(True)
        if entry.trouble is not None and failed == math.ceil(len(visitors) / 5):
            set_line(False)


clinic = Clinic(folder, '1319999999', now[:10].replace('-', ''), to_reader, told)
record = clinic.work_day([patient for _, _, patient in visitors])

if output == 'json':
    people = [{'person': person, **asdict(patient)} for person, _, patient in visitors]
    entries = [asdict(entry) for entry in record]
    print(json.dumps({'day': clinic.day, 'failed': failed, 'visitors': people, 'record': entries}, ensure_ascii=True))
else:
    sys.stdout.reconfigure(encoding='utf-8')
    for entry in record:
        shown = ' + '.join(f'{cover.insurer_number} {cover.name or "-"}' for cover in entry.covers)
        about = [entry.chart, f'{entry.way:7}', entry.validity or '-', shown or '-', f'asked {entry.asked}']
        print('  '.join([*about, entry.trouble or '']))
    by_card = sum(entry.way == 'card' for entry in record)
    left = sum(entry.trouble is not None for entry in record)
    print(f'{len(record)} patients: {by_card} by card, {len(record) - by_card} by numbers, {left} left open')
    print(f'{failed} questions without an answer while the line was down')
