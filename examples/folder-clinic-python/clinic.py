"""A clinic system that knows nothing but folders: it drops requests into `req`, looks into `res` and `face` now and then, and
clears up behind itself. Files and polling, Shift_JIS both ways, the standard library only. Copy it, and change what is yours.
"""

import itertools
import os
import re
import threading
import time
import unicodedata
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable

POLL = 0.05
PATIENCE = 180
COUNTERS = 8


@dataclass(frozen=True)
class Numbers:
    """The numbers of an insurance, as they stand on a paper or in the chart."""

    insurer_number: str
    symbol: str | None
    number: str
    branch: str | None


@dataclass(frozen=True)
class Patient:
    """Somebody who comes today, as the chart knows him."""

    chart: str
    kana: str
    birth_date: str  # YYYYMMDD
    numbers: Numbers | None  # None when no numbers are known
    card: bool  # he has brought a card for the reader
    limit_consent: bool  # he said that the limit of what he pays (限度額) may be asked for


@dataclass(frozen=True)
class Cover:
    """One insurance of an answer. Ratios and the class of the limit decide what the patient pays."""

    name: str | None
    insurer_number: str
    symbol: str | None
    number: str
    branch: str | None
    lost_on: str | None
    late_elderly_ratio: str | None
    elderly_ratio: str | None
    limit_class: str | None


@dataclass(frozen=True)
class Entry:
    """What the clinic writes down: `validity` as in OQSCD006, None while nothing could be learnt."""

    chart: str
    way: str  # card or numbers
    validity: str | None
    covers: tuple[Cover, ...]
    asked: int
    trouble: str | None


def element(xml: str, name: str) -> str | None:
    """The text of an element, wherever it stands: results do not keep to an order."""
    found = re.search(f'<{name}>([^<]*)</{name}>', xml)
    return found.group(1).strip() if found else None


def covers_of(xml: str) -> tuple[Cover, ...]:
    records = re.findall('<ResultOfQualificationConfirmation>(.*?)</ResultOfQualificationConfirmation>', xml, re.DOTALL)
    return tuple(
        Cover(
            name=element(record, 'Name'),
            insurer_number=element(record, 'InsurerNumber') or '',
            symbol=element(record, 'InsuredCardSymbol'),
            number=element(record, 'InsuredIdentificationNumber') or '',
            branch=element(record, 'InsuredBranchNumber'),
            lost_on=element(record, 'DisqualificationDate'),
            late_elderly_ratio=element(record, 'InsuredPartialContributionRatio'),
            elderly_ratio=element(record, 'ElderlyRecipientContributionRatio'),
            limit_class=element(record, 'LimitApplicationCertificateClassificationFlag'),
        )
        for record in records
    )


def answered(patient: Patient, way: str, xml: str) -> Entry:
    if element(xml, 'SegmentOfResult') != '1':
        return unanswered(patient, way, element(xml, 'ErrorMessage') or 'no service')
    return Entry(patient.chart, way, element(xml, 'QualificationValidity'), covers_of(xml), 0, None)


def unanswered(patient: Patient, way: str, trouble: str) -> Entry:
    return Entry(patient.chart, way, None, (), 0, trouble)


class Looks:
    """Texts of files that were the same in two looks. A file that vanishes between two looks was somebody else's."""

    def __init__(self) -> None:
        self.last: dict[Path, bytes] = {}

    def at(self, path: Path) -> str | None:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            content = b''
        if content == b'' or self.last.pop(path, None) != content:
            if content != b'':
                self.last[path] = content
            return None
        return content.decode('cp932')


def plain_kana(kana: str) -> str:
    return re.sub(r'\s', '', unicodedata.normalize('NFKC', kana))


class Clinic:
    """`to_reader` sends a patient to the reader and says what the clerk sees when he is back: sent, refused or line-error.
    `told` hears of every entry, troubles included, before the next patient is called.
    """

    def __init__(
        self,
        folder: str,
        institution_code: str,
        day: str,
        to_reader: Callable[[Patient], str],
        told: Callable[[Entry], None],
    ) -> None:
        self.req = Path(folder, 'req')
        self.res = Path(folder, 'res')
        self.face = Path(folder, 'face')
        self.institution_code = institution_code
        self.day = day
        self.to_reader = to_reader
        self.told = told
        self.numbers = itertools.count(1)
        self.lock = threading.Lock()
        self.face_looks = Looks()
        self.face_texts: dict[Path, str] = {}

    # --- asking by numbers: `req` and `res` ---

    def request_of(self, patient: Patient, numbers: Numbers, file_id: str) -> str:
        def maybe(name: str, value: str | None) -> str:
            return '' if value is None else f'<{name}>{value}</{name}>'

        return f"""<?xml version='1.0' encoding='Shift_JIS' standalone='no'?>
<XmlMsg><MessageHeader>
<QualificationConfirmationDate>{self.day}</QualificationConfirmationDate>
<MedicalInstitutionCode>{self.institution_code}</MedicalInstitutionCode>
<ArbitraryFileIdentifier>{file_id}</ArbitraryFileIdentifier>
</MessageHeader><MessageBody><QualificationConfirmSearchInfo>
<InsurerNumber>{numbers.insurer_number:>8}</InsurerNumber>
{maybe('InsuredCardSymbol', numbers.symbol)}
<InsuredIdentificationNumber>{numbers.number}</InsuredIdentificationNumber>
{maybe('InsuredBranchNumber', numbers.branch)}
<Birthdate>{patient.birth_date}</Birthdate>
<LimitApplicationCertificateRelatedConsFlg>{int(patient.limit_consent)}</LimitApplicationCertificateRelatedConsFlg>
</QualificationConfirmSearchInfo></MessageBody></XmlMsg>
"""

    def ask_by_numbers(self, patient: Patient, numbers: Numbers) -> Entry:
        suffix = f'{self.day}{next(self.numbers):04}'
        file_id = f'患者{patient.chart}-{suffix}'
        request = self.req / f'OQSsiquc01req_{suffix}.xml'
        temporary = self.req / f'.{request.name}.tmp'
        temporary.write_bytes(self.request_of(patient, numbers, file_id).encode('cp932'))
        os.rename(temporary, request)
        result = self.res / request.name.replace('req_', 'res_')
        error = self.res / f'{request.stem}.err'
        looks = Looks()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            refusal = looks.at(error)
            if refusal is not None:
                error.unlink()
                (self.res / request.name).unlink(missing_ok=True)
                return unanswered(patient, 'numbers', refusal.strip())
            answer = looks.at(result)
            if answer is not None:
                result.unlink()
                if element(answer, 'ArbitraryFileIdentifier') == file_id:
                    return answered(patient, 'numbers', answer)
                return unanswered(patient, 'numbers', 'the answer is about somebody else')
            time.sleep(POLL)
        request.unlink(missing_ok=True)
        return unanswered(patient, 'numbers', 'no answer in three minutes')

    # --- by card: `face` ---

    def look_at_faces(self) -> None:
        for path in self.face.glob('OQSsiquc01res_face_*.xml'):
            text = None if path in self.face_texts else self.face_looks.at(path)
            if text is not None:
                self.face_texts[path] = text

    def face_of(self, patient: Patient, waited: float) -> str | None:
        """Several people stand at readers at a time: what tells whose a result is are birth date and reading of the name. A
        result without anybody in it is that of somebody of whom no numbers are known; of another one only after a long wait.
        """
        takes_nobody = patient.numbers is None or waited > 10
        for path, xml in self.face_texts.items():
            birth_date, kana = element(xml, 'Birthdate'), element(xml, 'NameKana')
            is_about = birth_date == patient.birth_date and (
                kana is None or plain_kana(kana) == plain_kana(patient.kana)
            )
            if takes_nobody if birth_date is None else is_about:
                path.unlink(missing_ok=True)
                return self.face_texts.pop(path)
        return None

    def ask_by_card(self, patient: Patient) -> Entry | None:
        seen = self.to_reader(patient)
        if seen == 'line-error':
            return unanswered(patient, 'card', 'the line does not answer')
        if seen == 'refused':
            return None
        begun = time.monotonic()
        while (waited := time.monotonic() - begun) < PATIENCE:
            with self.lock:
                self.look_at_faces()
                answer = self.face_of(patient, waited)
            if answer is not None:
                return answered(patient, 'card', answer)
            time.sleep(POLL)
        return unanswered(patient, 'card', 'no result of the reader in three minutes')

    # --- the day ---

    def ask(self, patient: Patient) -> Entry:
        by_card = self.ask_by_card(patient) if patient.card else None
        if by_card is not None:
            return by_card
        if patient.numbers is not None:
            return self.ask_by_numbers(patient, patient.numbers)
        return unanswered(patient, 'numbers', 'neither a card nor numbers')

    def work_day(self, patients: list[Patient]) -> list[Entry]:
        """Several counters, one patient each. Whoever could not be asked about is asked about again after the others."""
        queue = deque((patient, 1) for patient in patients)
        record: dict[str, Entry] = {}

        def counter_work() -> None:
            while True:
                try:
                    patient, asked = queue.popleft()
                except IndexError:
                    return
                entry = replace(self.ask(patient), asked=asked)
                record[patient.chart] = entry
                self.told(entry)
                if entry.trouble is not None and asked < 50:
                    queue.append((patient, asked + 1))
                    time.sleep(0.2)

        with ThreadPoolExecutor(COUNTERS) as counters:
            for work in [counters.submit(counter_work) for _ in range(COUNTERS)]:
                work.result()
        return [record[patient.chart] for patient in patients]
