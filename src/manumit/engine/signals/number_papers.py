"""What papers, registers, taxes, accounts and parcels are called in many countries, in short: a number behind one of
these is no telephone. Surface forms, '_' for a blank, '-' for any ending; short words that mean other things, too
(Germany's 'bin', Spain's 'cc'), are left out.
"""

from __future__ import annotations

PAPERS = {
    "us gb ie": "itin npi dea fedex usps dhl dpd gls loan mls medicaid crn nhs fca urn companies_house "
    "case_no s/n bank rtn grid grid_ref",
    "au nz za ng ke": "medicare nzbn ird bvn nin kra paybill till_no cac_rc",
    "fr be ch lu": "rcs tva(?:_fr|_be)? secu caf ape rna naf permis rijksregister kbo ahv avs mwst ust uid_che",
    "es ar cl co mx pe ec ve uy": "ccc n\\.i\\.f c\\.i\\.f d\\.n\\.i catastral seg\\.?_social seguridad_social expte "
    "cuil cbu cvu mercantil cedula_profesional ine nss ruc rif partida",
    "pt br": "niss nipc nib contribuinte cartao_de_cidadao rg pis cnh creci oab boleto titulo_de_eleitor renavam",
    "it": "c\\.f cod_fisc cod\\._fisc rea codice_cliente cir cin",
    "de at": "hrb hra aktenzeichen atu ust-id ust-idnr steuer-id "
    "(?!tel|handy|ruf|mobil|fax|whatsapp|wa|app|gsm|kontakt|privat|direkt|hotline)\\w+nr "
    "(?!tel|handy|ruf|mobil|fax|whatsapp|wa|app|gsm)\\w+[.-]{1,2}nr",
    "nl se no dk fi": "kvk-nummer ocr y-tunnus viitenumero",
    "pl cz sk hu": "wpis ic_dph r\\.c variabilni_symbol taj adoazonosito cegjegyzekszam",
    "ro bg gr": "j40 reg_com reg\\._com α\\.φ\\.μ γεμη γ\\.ε\\.μ\\.η δου δ\\.ο\\.υ",
    "ru ua kz by": "огрнип р/с к/с инн/кпп кадастров- арт унп рнокпп ттн накладна р/р унзр иин бин жсн",
    "tr": "vkn tckn t\\.c mersis tursab vergi_dairesi",
    "il": "ע\\.מ עוסק_מורשה",
    "in pk bd lk np": "pan cin udyam rera fssai",
    "id my ph vn sg": "ktp rek_bca bca bri bni mandiri sss philhealth pag-ibig lto gpkd gpdkkd ssm mykad no_akaun "
    "maybank resit uen nric",
    "ae sa eg": "trn ejari القومي الضريبي ضريبية تجاري الايبان الآيبان",
}
"""By countries, so that no country's papers are taken for phones more than another's."""
APART = (
    "法人番号 マイナンバー 주민등록 주민 통신판매 통신판매업 信用代码 信用代碼 备案 備案 qq qq群 "
    "เลขบัตร เลขบัตรประชาชน เลขประจำตัวผู้เสียภาษี กสิกร กรุงไทย ไทยพาณิชย์"
).split()
"""The same in scripts without spaces, and what stands right at such numbers."""
