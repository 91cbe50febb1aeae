extension Product {
    /// The products that a runbook asks for, and what people hold instead of them.
    static let list: [Product] = suites + services

    private static let suites: [Product] = [
        .init(
            .businessPremium, "SPB", "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "Microsoft 365 Business Premium", .entraP1,
            .intune, .exchange1, .office, .teams),
        .init(
            .businessPremium, "Microsoft_365_ Business_ Premium_(no Teams)", "00e1ec7b-e4a3-40d1-9441-b69b597ab222",
            "Microsoft 365 Business Premium (no Teams)", .entraP1, .intune, .exchange1, .office),
        .init(
            .businessPremium, "Microsoft_365_Business_Premium_Donation_(Non_Profit_Pricing)",
            "24c35284-d768-4e53-84d9-b7ae73dddf69", "Microsoft 365 Business Premium Donation", .entraP1, .intune,
            .exchange1, .office, .teams),
        .init(
            .businessPremium, "Office_365_w/o_Teams_Bundle_Business_Premium", "a3f586b6-8cce-4d9b-99d6-55238397f77a",
            "Microsoft 365 Business Premium EEA (no Teams)", .entraP1, .intune, .exchange1, .office),
        .init(
            .businessStandard, "O365_BUSINESS_PREMIUM", "f245ecc8-75af-4f8e-b61f-27d8114de5f3",
            "Microsoft 365 Business Standard", .exchange1, .office, .teams),
        .init(
            .businessStandard, "MICROSOFT_365_BUSINESS_STANDARD_NO_TEAMS", "5a1c7b8d-0739-4ca8-bf69-ec87e69133ac",
            "Microsoft 365 Business Standard (no Teams)", .exchange1, .office),
        .init(
            .businessStandard, "Office_365_w/o_Teams_Bundle_Business_Standard", "c1f79c29-5d7a-4bec-a2c1-1a76774864c0",
            "Microsoft 365 Business Standard EEA (no Teams)", .exchange1, .office),
        .init(
            .businessStandard, "Microsoft_365_Business_Standard_EEA_(no_Teams)", "ffa3a2a0-3820-462a-aa81-8a4d741f0cba",
            "Microsoft 365 Business Standard EEA (no Teams)", .exchange1, .office),
        .init(
            .businessStandard, "SMB_BUSINESS_PREMIUM", "ac5cef5d-921b-4f97-9ef3-c99076e5470f",
            "Microsoft 365 Business Standard - Prepaid Legacy", .exchange1, .office, .teams),
        .init(
            .businessBasic, "O365_BUSINESS_ESSENTIALS", "3b555118-da6a-4418-894f-7df1e2096870",
            "Microsoft 365 Business Basic", .exchange1, .teams),
        .init(
            .businessBasic, "SMB_BUSINESS_ESSENTIALS", "dab7782a-93b1-4074-8bb1-0e61318bea0b",
            "Microsoft 365 Business Basic", .exchange1, .teams),
        .init(
            .businessBasic, "Microsoft_365_Business_Basic_(no Teams)", "21502a13-c8dc-4744-be9c-177fd9d2eafc",
            "Microsoft 365 Business Basic (no Teams)", .exchange1),
        .init(
            .businessBasic, "Microsoft_365_Business_Basic_EEA_(no_Teams)", "b1f3042b-a390-4b56-ab61-b88e7e767a97",
            "Microsoft 365 Business Basic EEA (no Teams)", .exchange1),
        .init(
            .appsForBusiness, "O365_BUSINESS", "cdd28e44-67e3-425e-be4c-737fab2899d3",
            "Microsoft 365 Apps for business", .office),
        .init(
            .appsForBusiness, "SMB_BUSINESS", "b214fe43-f5a3-4703-beeb-fa97188220fc", "Microsoft 365 Apps for business",
            .office),
        .init(
            .e3, "SPE_E3", "05e9a617-0261-4cee-bb44-138d3ef5d965", "Microsoft 365 E3", .entraP1, .intune, .exchange2,
            .office, .teams),
        .init(
            .e3, "Microsoft_365_E3_(no_Teams)", "dcf0408c-aaec-446c-afd4-43e3683943ea", "Microsoft 365 E3 (no Teams)",
            .entraP1, .intune, .exchange2, .office),
        .init(
            .e3, "O365_w/o Teams Bundle_M3", "c2fe850d-fbbb-4858-b67d-bd0c6e746da3", "Microsoft 365 E3 EEA (no Teams)",
            .entraP1, .intune, .exchange2, .office),
        .init(
            .e3, "Microsoft_365_E3_EEA_(no_Teams)_Unattended_License", "a23dbafb-3396-48b3-ad9c-a304fe206043",
            "Microsoft 365 E3 EEA (no Teams) - Unattended License", .entraP1, .intune, .exchange2),
        .init(
            .e3, "SPE_E3_RPA1", "c2ac2ee4-9bb1-47e4-8541-d689c7e83371", "Microsoft 365 E3 - Unattended License",
            .entraP1, .intune, .exchange2, .teams),
        .init(
            .e3, "Microsoft_365_E3", "0c21030a-7e60-4ec7-9a0f-0042e0e0211a", "Microsoft 365 E3 (500 seats min)",
            .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e3, "O365_w/o Teams Bundle_M3_(500_seats_min)_HUB", "602e6573-55a3-46b1-a1a0-cc267991501a",
            "Microsoft 365 E3 EEA (no Teams) (500 seats min)", .entraP1, .intune),
        .init(
            .e3, "SPE_E3_USGOV_DOD", "d61d61cc-f992-433f-a577-5bd016037eeb", "Microsoft 365 E3 US Government DOD",
            .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e3, "SPE_E3_USGOV_GCCHIGH", "ca9d1dd9-dfe9-4fef-b97c-9bc1ea3c3658",
            "Microsoft 365 E3 US Government GCCHIGH", .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e3, "M365_G3_GOV", "e823ca47-49c4-46b3-b38d-ca11d5abe3d2", "Microsoft 365 G3 GCC", .entraP1, .intune,
            .exchange2, .office, .teams),
        .init(
            .e3, "M365_G3_RPA1_GOV", "5c739a73-651d-4c2c-8a4e-fe4ba12253b0",
            "Microsoft 365 G3 - Unattended License for GCC", .entraP1, .intune, .exchange2, .teams),
        .init(
            .e5, "SPE_E5", "06ebc4ee-1bb5-47dd-8120-11324bc54e06", "Microsoft 365 E5", .entraP2, .entraP1, .intune,
            .exchange2, .office, .teams),
        .init(
            .e5, "Microsoft_365_E5_EEA_(no_Teams)_with_Calling_Minutes", "6ee4114a-9b2d-4577-9e7a-49fa43d222d3",
            "Microsoft 365 E5 EEA (no Teams) with Calling Minutes", .entraP2, .entraP1, .intune, .exchange2, .office),
        .init(
            .e5, "Microsoft_365_E5_EEA_(no_Teams)_without_Audio_Conferencing", "90277bc7-a6fe-4181-99d8-712b08b8d32b",
            "Microsoft 365 E5 EEA (no Teams) without Audio Conferencing", .entraP2, .entraP1, .intune, .exchange2,
            .office),
        .init(
            .e5, "Microsoft_365_E5", "db684ac5-c0e7-4f92-8284-ef9ebde75d33", "Microsoft 365 E5 (500 seats min)",
            .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e5, "DEVELOPERPACK_E5", "c42b9cae-ea4f-4ab7-9717-81576235ccac",
            "Microsoft 365 E5 Developer (without Windows and Audio Conferencing)", .entraP2, .entraP1, .intune,
            .exchange2, .office, .teams),
        .init(
            .e5, "O365_w/o_Teams_Bundle_M5", "3271cf8e-2be5-4a09-a549-70fd05baaa17", "Microsoft 365 E5 EEA (no Teams)",
            .entraP2, .entraP1, .intune, .exchange2, .office),
        .init(
            .e5, "SPE_E5_CALLINGMINUTES", "a91fc4e0-65e5-4266-aa76-4037509c1626",
            "Microsoft 365 E5 with Calling Minutes", .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e5, "SPE_E5_NOPSTNCONF", "cd2925a3-5076-4233-8931-638a8c94f773",
            "Microsoft 365 E5 without Audio Conferencing", .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e5, "Microsoft_365_E5_without_Audio_Conferencing", "2113661c-6509-4034-98bb-9c47bd28d63c",
            "Microsoft 365 E5 without Audio Conferencing (500 seats min)", .entraP2, .entraP1, .intune, .exchange2,
            .office, .teams),
        .init(
            .e5, "O365_w/o_Teams_Bundle_M5_(500_seats_min)_HUB", "1e988bf3-8b7c-4731-bec0-4e2a2946600c",
            "Microsoft 365 E5 EEA (no Teams) (500 seats min)", .entraP2, .entraP1, .intune, .exchange2, .office),
        .init(
            .e5, "Microsoft_365_E5_EEA_(no_Teams)_without_Audio_Conferencing_(500_seats_min)_HUB",
            "a640eead-25f6-4bec-97e3-23cfd382d7c2",
            "Microsoft 365 E5 EEA (no Teams) without Audio Conferencing (500 seats min)", .entraP2, .entraP1, .intune,
            .exchange2, .office),
        .init(
            .e5, "SPE_E5_USGOV_GCCHIGH", "4eb45c5b-0d19-4e33-b87c-adfc25268f20",
            "Microsoft 365 E5 US Government GCCHIGH", .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .e5, "M365_G5_GCC", "e2be619b-b125-455f-8660-fb503e431a5d", "Microsoft 365 GCC G5", .entraP2, .entraP1,
            .intune, .exchange2, .office, .teams),
        .init(
            .e5, "M365_G5_GOV", "b0f809d5-a662-4391-a5aa-136e9c565b9d", "Microsoft 365 GCC G5 w/o WDATP/CAS Unified",
            .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(.f1, "M365_F1", "44575883-256e-4a79-9da4-ebe9acabe2b2", "Microsoft 365 F1", .entraP1, .intune, .teams),
        .init(
            .f1, "Microsoft_365_F1_EEA_(no_Teams)", "0666269f-b167-4c5b-a76f-fc574f2b1118",
            "Microsoft 365 F1 EEA (no Teams)", .entraP1, .intune),
        .init(
            .f1, "M365_F1_COMM", "50f60901-3181-4b75-8a2c-4c8e4c1d5a72", "Microsoft 365 F1", .entraP1, .intune, .teams),
        .init(.f3, "SPE_F1", "66b55226-6b4f-492c-910c-a3b7a3c9d993", "Microsoft 365 F3", .entraP1, .intune, .teams),
        .init(
            .f3, "Microsoft_365_F3_EEA_(no_Teams)", "f7ee79a7-7aec-4ca4-9fb9-34d6b930ad87",
            "Microsoft 365 F3 EEA (no Teams)", .entraP1, .intune),
        .init(
            .f3, "M365_F1_GOV", "2a914830-d700-444a-b73c-e3f31980d833", "Microsoft 365 F3 GCC", .entraP1, .intune,
            .teams),
        .init(
            .a3, "M365EDU_A3_FACULTY", "4b590615-0888-425a-a965-b3bf7789848d", "Microsoft 365 A3 for Faculty", .entraP1,
            .intune, .exchange2, .office, .teams),
        .init(
            .a3, "M365EDU_A3_STUDENT", "7cfd9a2b-e110-4c39-bf20-c6a3f36a3121", "Microsoft 365 A3 for Students",
            .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .a3, "M365EDU_A3_STUUSEBNFT", "18250162-5d87-4436-a834-d795c15c80f3",
            "Microsoft 365 A3 for students use benefit", .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .a3, "M365EDU_A3_STUUSEBNFT_RPA1", "1aa94593-ca12-4254-a738-81a5972958e8",
            "Microsoft 365 A3 - Unattended License for students use benefit", .entraP1, .intune, .exchange2, .teams),
        .init(
            .a5, "M365EDU_A5_FACULTY", "e97c048c-37a4-45fb-ab50-922fbf07a370", "Microsoft 365 A5 for Faculty", .entraP2,
            .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .a5, "M365EDU_A5_STUDENT", "46c119d4-0379-4a9d-85e4-97c66d3f909e", "Microsoft 365 A5 for Students",
            .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .a5, "M365EDU_A5_STUUSEBNFT", "31d57bc7-3a05-4867-ab53-97a17835a411",
            "Microsoft 365 A5 for students use benefit", .entraP2, .entraP1, .intune, .exchange2, .office, .teams),
        .init(
            .a5, "M365EDU_A5_NOPSTNCONF_STUUSEBNFT", "81441ae1-0b31-4185-a6c0-32b6b84d419f",
            "Microsoft 365 A5 without Audio Conferencing for students use benefit", .entraP2, .entraP1, .intune,
            .exchange2, .office, .teams),
    ]

    private static let services: [Product] = [
        .init(.officeE1, "STANDARDPACK", "18181a46-0d4e-45cd-891e-60aabd171b4e", "Office 365 E1", .exchange1, .teams),
        .init(
            .officeE1, "Office_365_w/o_Teams_Bundle_E1", "b57282e3-65bd-4252-9502-c0eae1e5ab7f",
            "Office 365 E1 EEA (no Teams)", .exchange1),
        .init(
            .officeE1, "STANDARDPACK_USGOV_GCCHIGH", "f698ca06-024f-4562-b029-9cb1f1e02646",
            "Office 365 E1 US Government GCCHIGH", .exchange1, .teams),
        .init(
            .officeE3, "ENTERPRISEPACK", "6fd2c87f-b296-42f0-b197-1e91e994b900", "Office 365 E3", .exchange2, .office,
            .teams),
        .init(
            .officeE3, "Office_365_E3_(no_Teams)", "46c3a859-c90d-40b3-9551-6178a48d5c18", "Office 365 E3 (no Teams)",
            .exchange2, .office),
        .init(
            .officeE3, "O365_w/o_Teams_Bundle_E3", "d711d25a-a21c-492f-bd19-aae1e8ebaf30",
            "Office 365 E3 EEA (no Teams)", .exchange2, .office),
        .init(
            .officeE3, "DEVELOPERPACK", "189a915c-fe4f-4ffa-bde4-85b9628d07a0", "Office 365 E3 Developer", .exchange2,
            .office, .teams),
        .init(
            .officeE3, "ENTERPRISEPACK_USGOV_DOD", "b107e5a3-3e60-4c0d-a184-a7e4395eb44c",
            "Office 365 E3 US Government DOD", .exchange2, .office, .teams),
        .init(
            .officeE3, "ENTERPRISEPACK_USGOV_GCCHIGH", "aea38a85-9bd5-4981-aa00-616b411205bf",
            "Office 365 E3 US Government GCCHIGH", .exchange2, .office, .teams),
        .init(
            .officeE5, "ENTERPRISEPREMIUM", "c7df2760-2c81-4ef7-b578-5b5392b571df", "Office 365 E5", .exchange2,
            .office, .teams),
        .init(
            .officeE5, "Office_365_w/o_Teams_Bundle_E5", "cf50bae9-29e8-4775-b07c-56ee10e3776d",
            "Office 365 E5 EEA (no Teams)", .exchange2, .office),
        .init(
            .officeE5, "Office_365_E5_EEA_(no_Teams)_without_Audio_Conferencing",
            "71772aeb-4bb8-4f74-9dd4-36c7a9b5ca74", "Office 365 E5 EEA (no Teams) without Audio Conferencing",
            .exchange2, .office),
        .init(
            .officeE5, "ENTERPRISEPREMIUM_NOPSTNCONF", "26d45bd9-adf1-46cd-a9e1-51e9a5524128",
            "Office 365 E5 Without Audio Conferencing", .exchange2, .office, .teams),
        .init(.officeF3, "DESKLESSPACK", "4b585984-651b-448a-9e53-3b10f069cf7f", "Office 365 F3", .teams),
        .init(
            .officeF3, "Office_365_F3_EEA_(no_Teams)", "d1f0495b-cb7b-4e11-8b85-daee7e7e5664",
            "Office 365 F3 EEA (no Teams)"),
        .init(
            .officeF3, "DESKLESSPACK_USGOV_GCCHIGH", "74039b88-bd62-4b5c-9d9c-7a92bbc0bfdf",
            "Office 365 F3 US Government GCCHIGH", .teams),
        .init(
            .exchangePlan1, "EXCHANGESTANDARD", "4b9405b0-7788-4568-add1-99614e613b69", "Exchange Online (Plan 1)",
            .exchange1),
        .init(
            .exchangePlan1, "EXCHANGESTANDARD_ALUMNI", "aa0f9eb7-eff2-4943-8424-226fb137fcad",
            "Exchange Online (Plan 1) for Alumni with Yammer", .exchange1),
        .init(
            .exchangePlan1, "EXCHANGESTANDARD_STUDENT", "ad2fe44a-915d-4e2b-ade1-6766d50a9d9c",
            "Exchange Online (Plan 1) for Students", .exchange1),
        .init(
            .exchangePlan1, "EXCHANGESTANDARD_GOV", "f37d5ebf-4bf1-4aa2-8fa3-50c51059e983",
            "Exchange Online (Plan 1) for GCC", .exchange1),
        .init(
            .exchangePlan2, "EXCHANGEENTERPRISE", "19ec0d23-8335-4cbd-94ac-6050e30712fa", "Exchange Online (Plan 2)",
            .exchange2),
        .init(
            .exchangePlan2, "EXCHANGEENTERPRISE_FACULTY", "0b7b15a8-7fd2-4964-bb96-5a566d4e3c15",
            "Exchange Online (Plan 2) for Faculty", .exchange2),
        .init(.exchangeKiosk, "EXCHANGEDESKLESS", "80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82", "Exchange Online Kiosk"),
        .init(.entraP1, "AAD_PREMIUM", "078d2b04-f1bd-4111-bbd4-b4b1b354cef4", "Microsoft Entra ID P1", .entraP1),
        .init(
            .entraP1, "AAD_PREMIUM_FACULTY", "30fc3c36-5a95-4956-ba57-c09c2a600bb9",
            "Microsoft Entra ID P1 for Faculty", .entraP1),
        .init(
            .entraP1, "AAD_PREMIUM_USGOV_GCCHIGH", "de597797-22fb-4d65-a9fe-b7dbe8893914",
            "Microsoft Entra ID P1 US Government GCCHIGH", .entraP1),
        .init(
            .entraP2, "AAD_PREMIUM_P2", "84a661c4-e949-4bd2-a560-ed7766fcaf2b", "Microsoft Entra ID P2", .entraP2,
            .entraP1),
        .init(
            .mobilityE3, "EMS_EDU_FACULTY", "aedfac18-56b8-45e3-969b-53edb4ba4952",
            "Enterprise Mobility + Security A3 for Faculty", .entraP1, .intune),
        .init(
            .mobilityE3, "EMS", "efccb6f7-5641-4e0e-bd10-b4976e1bf68e", "Enterprise Mobility + Security E3", .entraP1,
            .intune),
        .init(
            .mobilityE3, "EMS_GOV", "c793db86-5237-494e-9b11-dcd4877c2c8c", "Enterprise Mobility + Security G3 GCC",
            .entraP1, .intune),
        .init(
            .mobilityE5, "EMSPREMIUM", "b05e124f-c7cc-45a0-a6aa-8cf78c946968", "Enterprise Mobility + Security E5",
            .entraP2, .entraP1, .intune),
        .init(
            .mobilityE5, "EMSPREMIUM_USGOV_GCCHIGH", "a461b89c-10e3-471c-82b8-aae4d820fccb",
            "Enterprise Mobility + Security E5 US Government GCCHIGH", .entraP2, .entraP1, .intune),
        .init(
            .mobilityE5, "EMSPREMIUM_GOV", "8a180c2b-f4cf-4d44-897c-3d32acc4a60b",
            "Enterprise Mobility + Security G5 GCC", .entraP2, .entraP1, .intune),
    ]
}
