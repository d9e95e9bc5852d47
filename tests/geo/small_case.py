"""A case of a few rows, written to a folder, for tests that need to know every row of it."""

from pathlib import Path

TABLES = {
    "case.toml": """
id = "small"
title = "A small case"
period = { from = "2023-01-01", to = "2023-12-31" }
home = [44.0, 38.5, 48.0, 41.5]
""",
    "sources.csv": """source_id,title,publisher,published,url,licence,pass_on,language,note
s1,First report,Agency,2023-09-19,https://example.org/1,,yes,en,
s2,Second report,Paper,2023-10,,,no,en,
""",
    "places.csv": """place_id,name_en,name_hy_latn,name_az_latn,name_hy,name_az,name_ru,\
other_names,lat,lon,accuracy_m,kind,region,contested,geonames_id,wikidata_id,coordinate_source,\
coordinate_url,coordinate_licence,note
town,Stepanakert,,Khankendi,,,,,39.8177,46.7528,1000,city,Home,yes,,,GeoNames,,,
goris,Goris,,,,,,,39.51111,46.34168,500,city,Home,no,,,GeoNames,,,
moscow,Moscow,,,,,,,55.75222,37.61556,5000,city,Russia,no,,,GeoNames,,,
rostov,Rostov-on-Don,,,,,,,47.23135,39.72328,5000,city,Russia,no,,,GeoNames,,,
""",
    "actors.csv": """actor,kind,seat,side,note
ICRC,international organisation,,,
Armenia,state,goris,armenia,
""",
    "routes.csv": """route_id,name,short_name,role,place_ids,geometry,stated_length_km,source_ids,note
road,The road,Road,corridor,goris;town,schematic,,s1,
""",
    "route_status.csv": """status_id,route_id,date_from,date_to,status,direction,who_could_pass,\
confirmed_on,source_ids,uncertain,doubt,note
r1,road,2023-01-01,2023-06-14,restricted,both,Aid,2023-06-01,s1,no,,
r2,road,2023-06-15,2023-09-17,closed,none,Nobody,2023-09-01,s1;s2,no,,
""",
    "events.csv": """event_id,date_start,date_end,date_precision,place_id,place_role,category,form,\
actors,route_id,title,summary,source_ids,confidence,seed,uncertain,doubt,note
e1,2023-09-19T13:00,,hour,town,site,military,,Armenia,,Shelling begins,"First line
second line",s1,high,seed-1:p1,no,,
e2,2023-09,,month,goris,site,displacement,,,road,People arrive,,s1;s2,medium,,no,,
e3,2023-12-12,2023-12-14,,,,diplomacy,meeting,ICRC;Armenia,,Talks,,s2,low,,no,,
""",
    "claims.csv": """claim_id,measure,subject,value,low,high,qualifier,unit,as_of,claimant,\
place_id,event_id,row_id,source_ids,uncertain,doubt,note
c1,arrivals,people,1050,,,exact,people,2023-09-24T22:00,Government,goris,e2,,s1,no,,
""",
    "aid.csv": """consignment_id,date_start,date_end,date_precision,carrier,route_id,origin_id,\
destination_id,held_at_id,held_until,cargo,cargo_kind,quantity,qualifier,unit,cumulative,outcome,\
event_id,source_ids,uncertain,doubt,note
a1,2023-09-18,,day,ICRC,road,goris,town,,,flour,food,12.5,exact,t,no,delivered,,s1,no,,
""",
    "accommodation.csv": """accommodation_id,as_of,date_precision,place_id,persons,kind,\
stated_total,claimant,source_ids,uncertain,doubt,note
h1,2023-09-26T20:00,hour,goris,1305,state_accommodated,3253,Government,s1,no,,
""",
    "movements.csv": """movement_id,date_start,date_end,date_precision,from_id,via_route_id,to_id,\
persons,low,high,qualifier,term,people,claimant,event_id,source_ids,uncertain,doubt,note
m1,2023-09-24,2023-10-03,day,town,road,goris,100000,,,about,displaced,Armenians,Government,e2,s1,no,,
""",
}


def write_case(folder: Path, **changed: str) -> Path:
    """Write the small case to ``folder``; ``events="..."`` replaces the text of events.csv or adds it."""
    folder.mkdir(parents=True, exist_ok=True)
    stems = {name.split(".")[0]: name for name in TABLES}
    for stem in {**stems, **changed}:
        name = stems.get(stem, f"{stem}.csv")
        (folder / name).write_text(changed.get(stem, TABLES.get(name, "")), encoding="utf-8")
    return folder
