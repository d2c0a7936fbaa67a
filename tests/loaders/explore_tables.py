"""Tables as councils, the department and the health service send them, written out small, for the tests of Explore."""

from __future__ import annotations

import io

import openpyxl

KENT = ["Ashford", "Canterbury", "Dartford", "Dover", "Folkestone and Hythe", "Gravesham", "Maidstone", "Sevenoaks",
        "Swale", "Thanet", "Tonbridge and Malling", "Tunbridge Wells"]  # fmt: skip
CODE = {name: f"E070001{n:02d}" for n, name in enumerate(KENT, 5)}
CODE |= {"Gravesham": "E07000109", "Maidstone": "E07000110", "Sevenoaks": "E07000111",
         "Folkestone and Hythe": "E07000112"}  # fmt: skip
YEARS = ("2018/19", "2019/20", "2020/21")


def text(header: str, *lines: str) -> bytes:
    """A CSV."""
    return "\n".join([header, *lines]).encode()


def book(*sheets: tuple[str, list[list]], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook of (name, rows) sheets; merged: ranges of the first."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        made.worksheets[0].merge_cells(cells)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def years_across() -> bytes:
    rows = [["Absence by district"], ["District", *YEARS]]
    return book(("Absence", [*rows, *([name, 10 + n, 20 + n, 30 + n] for n, name in enumerate(KENT)),
                             ["Kent", 186, 306, 426]]))  # fmt: skip


def years_over_parts() -> bytes:
    top = ["", *(cell for year in YEARS for cell in (year, None))]
    below = ["District", *["Absent", "Enrolled"] * 3]
    rows = [[name, *(cell for y in range(3) for cell in (n + y, 100 + n))] for n, name in enumerate(KENT)]
    return book(("Data", [top, below, *rows]), merged=("B1:C1", "D1:E1", "F1:G1"))


def terms_across() -> bytes:
    header = "District," + ",".join(f"Term {term}" for term in range(1, 7))
    return text(header, *(f"{name},{','.join(str(n + term) for term in range(6))}" for n, name in enumerate(KENT)))


def districts_across() -> bytes:
    header = ["Measure", *KENT, "Kent"]
    absent, enrolled = range(10, 22), range(100, 112)
    return book(
        ("Sheet1", [header, ["Absent", *absent, sum(absent)], ["Enrolled", *enrolled, sum(enrolled)]]),
    )


def years_down_districts_across() -> bytes:
    return text(
        "Year," + ",".join(KENT), *(f"{y}," + ",".join(str(n + k) for n in range(12)) for k, y in enumerate(YEARS))
    )


def department_long() -> bytes:
    """As the department publishes: a row for each area, year and indicator, nation and region and Medway among them."""
    header = "time_period,time_identifier,geographic_level,region_name,la_name,lad_name,lad_code,indicator,value"
    lines = []
    for year in (201819, 201920):
        for measure, base in (("Pupils with an EHC plan", 20), ("Pupils", 1000)):
            lines.append(f"{year},Academic year,National,,,,,{measure},{base * 500}")
            lines.append(f"{year},Academic year,Regional,South East,,,,{measure},{base * 90}")
            lines.append(f"{year},Academic year,Local authority,South East,Kent,,,{measure},{base * 12}")
            lines.append(
                f"{year},Academic year,Local authority district,South East,Medway,Medway,E06000035,{measure},7"
            )
            for n, name in enumerate(KENT):
                value = "c" if name == "Swale" and base == 20 else base + n
                lines.append(f"{year},Academic year,Local authority district,South East,Kent,{name},{CODE[name]},"
                             f"{measure},{value}")  # fmt: skip
    return text(header, *lines)


def a_sheet_a_district() -> bytes:
    sheets = [
        (name, [[f"{name}: attendance"], ["School", "Absent", "Enrolled"], ["Oak", 1 + n, 50], ["Elm", 2, 60],
                ["Total", 3 + n, 110]])
        for n, name in enumerate(KENT)
    ]  # fmt: skip
    return book(("Notes", [["These figures are made up"]]), *sheets)


def a_sheet_a_year() -> bytes:
    sheets = [(year.replace("/", "-"), [["District", "Absent", "Enrolled"], *([name, n + y, 100 + n] for n, name in
               enumerate(KENT))]) for y, year in enumerate(YEARS)]  # fmt: skip
    return book(("Notes", [["Made up"]]), *sheets)


def sen2_extract() -> bytes:
    """A SEN2 extract: authorities only, no district."""
    header = "time_period,geographic_level,country_name,region_name,la_name,old_la_code,ehcplans,sen_support"
    return text(header, "202021,National,England,,,,400000,1100000",
                "202021,Local authority,England,South East,Kent,886,13000,26000",
                "202021,Local authority,England,South East,Medway,887,2400,5000")  # fmt: skip


def health_waiting_list() -> bytes:
    areas = ("NHS Ashford CCG", "NHS Thanet CCG", "NHS Swale CCG", "NHS West Kent CCG", "NHS Medway CCG")
    return text("CCG,Waiting over 18 weeks,Waiting", *(f"{name},{n + 3},{n + 90}" for n, name in enumerate(areas)))


def census_by_ward() -> bytes:
    header = "LA,District,Ward,Pupils,SEN Support"
    lines = [f"Kent,{name},Ward {w},{400 + n},{40 + w}" for n, name in enumerate(KENT) for w in range(3)]
    return text(header, *lines, "Medway,Medway,Chatham Central,500,60")


def attendance_by_school() -> bytes:
    header = "DfE number,School,Sessions possible,Sessions missed"
    return text(header, "886/2001,Elmstead Primary School,1000,50", "8863002,Holly Academy,2000,80",
                "8865555,Nowhere School,500,20", "8872001,Chatham Primary,900,10")  # fmt: skip


def school_to_district() -> bytes:
    header = "School,School's district,Exclusions,On roll"
    return text(header, "Oak,Thanet,3,200", "Elm,Thanet,1,300", "Ash,Dover,2,100", "Yew,,1,90")


def former_name() -> bytes:
    return text("District,EHCPs,Pupils", "Shepway,310,15000", "Thanet,520,19000", "Dover,300,15000")


def exclusions_with_marks() -> bytes:
    return text(
        "District,Exclusions,Pupils", "Ashford,c,18000", "Canterbury,12,19000", "Dartford,<5,17000", "Dover,*,15000",
        "Gravesham,[low],16000", "Maidstone,x,21000", "Sevenoaks,..,14000", "Swale,:,20000", "Thanet,1-4,19000",
        "Kent,40,159000",
    )  # fmt: skip


def percentages() -> bytes:
    return text("District,% absent,Enrolled", "Ashford,12.5%,80", "Dover,30.8%,263", "Swale,12%,430", "Thanet,12.5%,9")


def authority_rows_only_by_code() -> bytes:
    lines = [f"{CODE[name]},{n + 10},{n + 100}" for n, name in enumerate(KENT)]
    return text("area_code,claims,population", "E92000001,9999,99999", "E12000008,999,9999", "E10000016,186,1266",
                "E06000035,5,50", *lines)  # fmt: skip


def messy_print_out() -> bytes:
    rows = [["Kent County Council"], ["Requests for assessment 2019-20"], [],
            ["Area", "District", "Requests", "Agreed"],
            ["East", "Thanet", 50, 20], [None, "Dover", 40, 22], [None, "Subtotal", 90, 42],
            ["West", "Maidstone", 30, 11], [None, "Sevenoaks", 20, "<5"], [None, "Subtotal", 50, None],
            ["Grand total", None, 140, 57], [], ["Source: the council. c = suppressed"]]  # fmt: skip
    return book(("Print", rows), merged=("A5:A7", "A8:A10"))


def one_district() -> bytes:
    return text("School,Absent,Enrolled", "Oak,5,100", "Elm,7,120")
