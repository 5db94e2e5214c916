"""A health summary of nobody, with what a document can hold that is easily lost on the way."""

from __future__ import annotations

SUMMARY = """{
  "resourceType": "Bundle",
  "id": "made-up",
  "meta": {"profile": ["http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips"]},
  "identifier": {"system": "urn:oid:2.999.1", "value": "1"},
  "type": "document",
  "timestamp": "2026-03-01T09:30:00.000+00:00",
  "entry": [
    {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001", "resource": {
      "resourceType": "Composition", "status": "final",
      "type": {"coding": [{"system": "http://loinc.org", "code": "60591-5"}]},
      "subject": {"reference": "Patient/p1"}, "date": "2026-03-01T09:30:00.50+02:00",
      "author": [{"display": "Made-up clinic"}], "title": "Summary",
      "extension": [{"url": "http://example.org/unknown", "extension": [
        {"url": "depth", "valueDecimal": 1.50}, {"url": "when", "valueDateTime": "2026-03-01T00:00:00-00:00"}]}],
      "section": [
        {"title": "Problems", "code": {"coding": [{"system": "http://loinc.org", "code": "11450-4"}]},
         "entry": [{"reference": "urn:uuid:00000000-0000-4000-8000-000000000003"}]},
        {"title": "Medication", "code": {"coding": [{"system": "http://loinc.org", "code": "10160-0"}]},
         "emptyReason": {"coding": [{"code": "unavailable"}]}},
        {"title": "Allergies", "code": {"coding": [{"system": "http://loinc.org", "code": "48765-2"}]},
         "entry": [{"reference": "AllergyIntolerance/a1"}]}]}},
    {"fullUrl": "http://example.org/Patient/p1", "resource": {
      "resourceType": "Patient", "id": "p1",
      "name": [{"given": ["Ana", null], "_given": [null, {"extension": [
        {"url": "http://example.org/part", "valueString": "\u015e"}]}], "text": "Ana \u00dc"}],
      "_birthDate": {"extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}]},
      "contained": [{"resourceType": "Organization", "id": "o", "name": "x"}]}},
    {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000003", "resource": {
      "resourceType": "Condition", "code": {"text": "Broken wrist"}, "subject": {"reference": "Patient/p1"}}},
    {"fullUrl": "http://example.org/AllergyIntolerance/a1", "resource": {
      "resourceType": "AllergyIntolerance", "id": "a1", "code": {"coding": [{"code": "1", "display": "Penicillin"}]},
      "patient": {"reference": "Patient/p1"}}},
    {"resource": {
      "resourceType": "Observation", "status": "final", "code": {"text": "Haemoglobin"},
      "valueQuantity": {"value": 13.50, "unit": "g/dL"},
      "referenceRange": [{"low": {"value": 1.20e1}, "high": {"value": 100000000000000000000.5}},
                         {"low": {"value": -0.0}}]}},
    {"resource": {"resourceType": "Medication", "code": {"text": "Ibuprofen"}, "amount": {
      "numerator": {"value": 2E-3}, "denominator": {"value": 1.0}}}}
  ]
}"""
